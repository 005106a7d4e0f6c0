//! SHA-512 (FIPS 180-4), and the truncated digest that GA4GH makes of it.
//!
//! For identifiers computed from what they name, and for what is kept of answers: written to be small, not fast. Must not be
//! used for secrets, which the browser's own cryptography handles.

use crate::base64url::base64url;

/// First 64 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4 §5.3.5).
#[rustfmt::skip]
const START: [u64; 8] = [
    0x6A09_E667_F3BC_C908, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1,
    0x510E_527F_ADE6_82D1, 0x9B05_688C_2B3E_6C1F, 0x1F83_D9AB_FB41_BD6B, 0x5BE0_CD19_137E_2179,
];

/// First 64 bits of the fractional parts of the cube roots of the first 80 primes (FIPS 180-4 §4.2.3).
#[rustfmt::skip]
const ROUNDS: [u64; 80] = [
    0x428A_2F98_D728_AE22, 0x7137_4491_23EF_65CD, 0xB5C0_FBCF_EC4D_3B2F, 0xE9B5_DBA5_8189_DBBC,
    0x3956_C25B_F348_B538, 0x59F1_11F1_B605_D019, 0x923F_82A4_AF19_4F9B, 0xAB1C_5ED5_DA6D_8118,
    0xD807_AA98_A303_0242, 0x1283_5B01_4570_6FBE, 0x2431_85BE_4EE4_B28C, 0x550C_7DC3_D5FF_B4E2,
    0x72BE_5D74_F27B_896F, 0x80DE_B1FE_3B16_96B1, 0x9BDC_06A7_25C7_1235, 0xC19B_F174_CF69_2694,
    0xE49B_69C1_9EF1_4AD2, 0xEFBE_4786_384F_25E3, 0x0FC1_9DC6_8B8C_D5B5, 0x240C_A1CC_77AC_9C65,
    0x2DE9_2C6F_592B_0275, 0x4A74_84AA_6EA6_E483, 0x5CB0_A9DC_BD41_FBD4, 0x76F9_88DA_8311_53B5,
    0x983E_5152_EE66_DFAB, 0xA831_C66D_2DB4_3210, 0xB003_27C8_98FB_213F, 0xBF59_7FC7_BEEF_0EE4,
    0xC6E0_0BF3_3DA8_8FC2, 0xD5A7_9147_930A_A725, 0x06CA_6351_E003_826F, 0x1429_2967_0A0E_6E70,
    0x27B7_0A85_46D2_2FFC, 0x2E1B_2138_5C26_C926, 0x4D2C_6DFC_5AC4_2AED, 0x5338_0D13_9D95_B3DF,
    0x650A_7354_8BAF_63DE, 0x766A_0ABB_3C77_B2A8, 0x81C2_C92E_47ED_AEE6, 0x9272_2C85_1482_353B,
    0xA2BF_E8A1_4CF1_0364, 0xA81A_664B_BC42_3001, 0xC24B_8B70_D0F8_9791, 0xC76C_51A3_0654_BE30,
    0xD192_E819_D6EF_5218, 0xD699_0624_5565_A910, 0xF40E_3585_5771_202A, 0x106A_A070_32BB_D1B8,
    0x19A4_C116_B8D2_D0C8, 0x1E37_6C08_5141_AB53, 0x2748_774C_DF8E_EB99, 0x34B0_BCB5_E19B_48A8,
    0x391C_0CB3_C5C9_5A63, 0x4ED8_AA4A_E341_8ACB, 0x5B9C_CA4F_7763_E373, 0x682E_6FF3_D6B2_B8A3,
    0x748F_82EE_5DEF_B2FC, 0x78A5_636F_4317_2F60, 0x84C8_7814_A1F0_AB72, 0x8CC7_0208_1A64_39EC,
    0x90BE_FFFA_2363_1E28, 0xA450_6CEB_DE82_BDE9, 0xBEF9_A3F7_B2C6_7915, 0xC671_78F2_E372_532B,
    0xCA27_3ECE_EA26_619C, 0xD186_B8C7_21C0_C207, 0xEADA_7DD6_CDE0_EB1E, 0xF57D_4F7F_EE6E_D178,
    0x06F0_67AA_7217_6FBA, 0x0A63_7DC5_A2C8_98A6, 0x113F_9804_BEF9_0DAE, 0x1B71_0B35_131C_471B,
    0x28DB_77F5_2304_7D84, 0x32CA_AB7B_40C7_2493, 0x3C9E_BE0A_15C9_BEBC, 0x431D_67C4_9C10_0D4C,
    0x4CC5_D4BE_CB3E_42B6, 0x597F_299C_FC65_7E2A, 0x5FCB_6FAB_3AD6_FAEC, 0x6C44_198C_4A47_5817,
];

const BLOCK_BYTES: usize = 128;

/// GA4GH's `sha512t24u`: the first 24 bytes of SHA-512 in base64url, 32 characters (Hart and Prlić 2020, PLoS ONE
/// 15:e0239883).
pub(crate) fn sha512t24u(text: &str) -> String {
    base64url(&sha512(text.as_bytes())[..24])
}

/// In hexadecimal, as command lines print it.
pub(crate) fn sha512_hex(text: &str) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    sha512(text.as_bytes()).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The digest.
fn sha512(message: &[u8]) -> [u8; 64] {
    // §5.1.2: a one, zeros up to a whole block, the length in bits in the last 16 bytes.
    let mut padded = message.to_vec();
    padded.push(0x80);
    let zeros = (2 * BLOCK_BYTES - 16 - padded.len() % BLOCK_BYTES) % BLOCK_BYTES;
    padded.resize(padded.len() + zeros, 0);
    padded.extend_from_slice(&(8 * message.len() as u128).to_be_bytes());
    let mut state = START;
    for block in padded.chunks_exact(BLOCK_BYTES) {
        compress(&mut state, block);
    }
    let mut digest = [0; 64];
    for (bytes, word) in digest.chunks_exact_mut(8).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

/// §6.4.2
fn compress(state: &mut [u64; 8], block: &[u8]) {
    let mut schedule = [0_u64; ROUNDS.len()];
    for (word, bytes) in schedule.iter_mut().zip(block.chunks_exact(8)) {
        *word = bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    }
    for at in 16..schedule.len() {
        let (early, late) = (schedule[at - 15], schedule[at - 2]);
        let early = early.rotate_right(1) ^ early.rotate_right(8) ^ early >> 7;
        let late = late.rotate_right(19) ^ late.rotate_right(61) ^ late >> 6;
        schedule[at] = schedule[at - 16].wrapping_add(early).wrapping_add(schedule[at - 7]).wrapping_add(late);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (word, constant) in schedule.into_iter().zip(ROUNDS) {
        let of_e = e.rotate_right(14) ^ e.rotate_right(18) ^ e.rotate_right(41);
        let chosen = (e & f) ^ (!e & g);
        let one = h.wrapping_add(of_e).wrapping_add(chosen).wrapping_add(constant).wrapping_add(word);
        let of_a = a.rotate_right(28) ^ a.rotate_right(34) ^ a.rotate_right(39);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        (h, g, f, e) = (g, f, e, d.wrapping_add(one));
        (d, c, b, a) = (c, b, a, one.wrapping_add(of_a.wrapping_add(majority)));
    }
    for (word, changed) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(changed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_hexadecimal() {
        assert_eq!(sha512_hex("abc"), hex(b"abc"));
    }

    fn hex(message: &[u8]) -> String {
        sha512(message).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn published_vectors() {
        // FIPS 180-2, appendix C.1 and C.2.
        assert_eq!(
            hex(b"abc"),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        );
        assert_eq!(
            hex(b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
            "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"
        );
    }

    #[test]
    fn every_length_of_the_last_block() {
        // Python 3.11 hashlib: the SHA-512 of the digests of b"a" * n for n in 0..=300, one after the other.
        let all: Vec<u8> = (0..=300).flat_map(|bytes| sha512(&vec![b'a'; bytes])).collect();
        assert_eq!(hex(&all), LENGTHS);
    }

    const LENGTHS: &str = "b0252e29bae50b5a42c84d684a695d3ce9eb9f45564b98f09503ce01bcdc907c14d2fad620cea072e46915da1321a945dee073b717b9c105a6a57beb402eddc5";

    #[test]
    fn truncated_digests_of_the_vrs_specification() {
        // ga4gh/vrs, validation/functions.yaml.
        assert_eq!(sha512t24u(""), "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXc");
        assert_eq!(sha512t24u("ACGT"), "aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2");
    }
}
