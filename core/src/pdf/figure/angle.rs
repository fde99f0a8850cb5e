//! Angles, the same on every machine.
//!
//! Libraries of mathematics differ in the last digit of these functions. Taken in double and rounded to single
//! precision they agree, and so do the bytes of a file.

pub(super) fn cos(angle: f32) -> f32 {
    f64::from(angle).cos() as f32
}

pub(super) fn sin(angle: f32) -> f32 {
    f64::from(angle).sin() as f32
}

pub(super) fn tan(angle: f32) -> f32 {
    f64::from(angle).tan() as f32
}

/// Direction of a vector.
pub(super) fn direction((x, y): (f32, f32)) -> f32 {
    f64::from(y).atan2(f64::from(x)) as f32
}

pub(super) fn length((x, y): (f32, f32)) -> f32 {
    (x * x + y * y).sqrt()
}
