//! Tabix and CSI indexes, unpacked and in BGZF, and what is planned with them.
#![no_main]

use std::io::Write;

use cohort_core::vcf::{Index, RegionPlan, Regions};
use libfuzzer_sys::fuzz_target;

const FILE_BYTES: u64 = 1 << 40;

fuzz_target!(|data: &[u8]| {
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(data).expect("memory takes it");
    for file in [data, &writer.finish().expect("memory takes it")] {
        let Ok(index) = Index::read(file) else { continue };
        for name in index.contigs().take(4).map(str::to_owned).collect::<Vec<_>>() {
            let Ok(regions) = Regions::parse(&format!("{name}:5-70000"), index.contigs(), None) else { continue };
            let Ok(plan) = RegionPlan::new(&index, regions, FILE_BYTES) else { continue };
            assert!(plan.spans.iter().all(|span| span.start <= span.end && span.end.block_offset() <= FILE_BYTES));
            assert!(plan.spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
});
