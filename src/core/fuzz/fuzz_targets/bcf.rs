//! BCF, unpacked and in BGZF.
#![no_main]

use std::io::Write;

use cohort_core_fuzz::open_and_check;
use libfuzzer_sys::fuzz_target;

const HEADER: &[u8] = b"##fileformat=VCFv4.2\n##FILTER=<ID=PASS,Description=\"\">\n##contig=<ID=1>\n\
    ##INFO=<ID=DP,Number=1,Type=Integer,Description=\"\">\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n\0";

fuzz_target!(|data: &[u8]| {
    open_and_check(data);
    let length = (HEADER.len() as u32).to_le_bytes();
    let file = [b"BCF\x02\x02", &length[..], HEADER, data].concat();
    open_and_check(&file);
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(&file).expect("memory takes it");
    open_and_check(&writer.finish().expect("memory takes it"));
});
