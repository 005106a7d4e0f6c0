//! VCF as text.
#![no_main]

use cohort_core_fuzz::open_and_check;
use libfuzzer_sys::fuzz_target;

const HEADER: &[u8] = b"##fileformat=VCFv4.4\n##INFO=<ID=DP,Number=1,Type=Integer,Description=\"\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n";

fuzz_target!(|text: &[u8]| {
    open_and_check(text);
    // Most inputs break the header; behind a good one they are records.
    open_and_check(&[HEADER, text].concat());
});
