//! The Luhn key, which finds every single wrong digit.

/// Whether the last digit is the key of those before it; the text must be ASCII digits.
pub(super) fn is_valid(digits: &str) -> bool {
    sum(digits).is_multiple_of(10)
}

/// The digit to write after `digits` so that the whole is valid.
pub(super) fn key(digits: &str) -> u32 {
    (10 - sum(&format!("{digits}0")) % 10) % 10
}

fn sum(digits: &str) -> u32 {
    digits
        .bytes()
        .rev()
        .map(|byte| u32::from(byte - b'0'))
        .enumerate()
        .map(|(rank, digit)| match (rank % 2, digit * 2) {
            (0, _) => digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_key_finds_every_single_digit_error(
            digits in "[0-9]{1,20}", rank in any::<prop::sample::Index>(), shift in 1_u8..10,
        ) {
            let number = format!("{digits}{}", key(&digits));
            prop_assert!(is_valid(&number));
            let mut wrong = number.into_bytes();
            let at = rank.index(wrong.len());
            wrong[at] = b'0' + (wrong[at] - b'0' + shift) % 10;
            prop_assert!(!is_valid(str::from_utf8(&wrong).unwrap()));
        }
    }
}
