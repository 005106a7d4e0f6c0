//! Writes numbers into a line. A gigabyte of them: the formatting of the standard library would take longest.

/// A whole number in decimal digits.
pub(crate) fn push_number(line: &mut Vec<u8>, number: u32) {
    let mut digits = [0; 10];
    let mut at = digits.len();
    let mut rest = number;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    line.extend_from_slice(&digits[at..]);
}

/// `number / 10^decimals`, with all its decimals.
pub(crate) fn push_fixed(line: &mut Vec<u8>, number: u32, decimals: u32) {
    let unit = 10_u32.pow(decimals);
    push_number(line, number / unit);
    line.push(b'.');
    let mut below = unit / 10;
    while below > 0 {
        line.push(b'0' + (number / below % 10) as u8);
        below /= 10;
    }
}

/// Like [`push_fixed`], with a sign before what is below 0.
pub(crate) fn push_signed(line: &mut Vec<u8>, number: i32, decimals: u32) {
    if number < 0 {
        line.push(b'-');
    }
    push_fixed(line, number.unsigned_abs(), decimals);
}

/// Numbers with a comma between them.
pub(crate) fn push_list(line: &mut Vec<u8>, numbers: &[u32]) {
    for (at, number) in numbers.iter().enumerate() {
        if at > 0 {
            line.push(b',');
        }
        push_number(line, *number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        let mut line = Vec::new();
        push_number(&mut line, 0);
        line.push(b' ');
        push_number(&mut line, u32::MAX);
        line.push(b' ');
        push_fixed(&mut line, 5, 3);
        line.push(b' ');
        push_fixed(&mut line, 14_960, 2);
        line.push(b' ');
        push_signed(&mut line, -1_231, 3);
        line.push(b' ');
        push_list(&mut line, &[157, 0, 583]);
        assert_eq!(String::from_utf8_lossy(&line), "0 4294967295 0.005 149.60 -1.231 157,0,583");
    }
}
