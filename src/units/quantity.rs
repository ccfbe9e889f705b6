//! One newtype a unit.

use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Unit;

/// A finite number in the base unit of its type.
pub trait Quantity: Copy {
    /// The unit that the type stands for.
    const UNIT: Unit;

    /// Wraps a number of base units; `None` if it is not finite.
    fn new(value: f64) -> Option<Self>;

    /// The number of base units.
    fn value(self) -> f64;
}

macro_rules! quantities {
    ($($(#[$doc:meta])* $name:ident: $unit:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);
        }

        impl Quantity for $name {
            const UNIT: Unit = Unit::$unit;

            fn new(value: f64) -> Option<Self> {
                // Adding zero turns -0.0 into 0.0, which would print with a sign.
                value.is_finite().then_some(Self(value + 0.0))
            }

            fn value(self) -> f64 {
                self.0
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self { Self(self.0 + other.0 + 0.0) }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self { Self(self.0 - other.0 + 0.0) }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self { Self(0.0 - self.0) }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Self::ZERO, Add::add)
            }
        }
    )*};
}

quantities! {
    /// Tonnes of carbon dioxide.
    TonnesCo2: Tonnes;
    /// Current US dollars.
    Usd: Usd;
    /// International dollars of 2011.
    RealUsd: RealUsd;
    /// Local currency units at current prices.
    Lcu: Lcu;
    /// Exchange rate, average of the year.
    LcuPerUsd: LcuPerUsd;
    /// Emission intensity: tonnes of carbon dioxide per US dollar of gross output.
    TonnesPerUsd: TonnesPerUsd;
    /// A share: 1 is the whole.
    Fraction: One;
}

macro_rules! products {
    ($($left:ident * $right:ident = $product:ident;)*) => {$(
        impl Mul<$right> for $left {
            type Output = $product;
            fn mul(self, other: $right) -> $product { $product(self.0 * other.0 + 0.0) }
        }

        impl Div<$right> for $product {
            type Output = $left;
            fn div(self, other: $right) -> $left { $left(self.0 / other.0 + 0.0) }
        }
    )*};
}

products! {
    TonnesPerUsd * Usd = TonnesCo2;
    Usd * LcuPerUsd = Lcu;
}

macro_rules! scaled {
    ($($name:ident)*) => {$(
        impl Mul<Fraction> for $name {
            type Output = Self;
            fn mul(self, share: Fraction) -> Self { Self(self.0 * share.0 + 0.0) }
        }
    )*};
}

scaled! { TonnesCo2 Usd RealUsd Lcu TonnesPerUsd Fraction }

#[cfg(test)]
mod tests {
    use super::*;

    fn q<Q: Quantity>(value: f64) -> Q {
        Q::new(value).expect("finite")
    }

    #[test]
    fn an_intensity_times_money_is_emissions_and_back() {
        // 0.353 kg/USD of Russian mining in 2014 times USD 1 bn = 353 000 t.
        let emissions = q::<TonnesPerUsd>(0.000_353) * q::<Usd>(1e9);
        assert!((emissions.value() - 353_000.0).abs() < 1e-6);
        assert!(((emissions / q::<Usd>(1e9)).value() - 0.000_353).abs() < 1e-15);
    }

    #[test]
    fn a_quantity_is_finite_and_never_minus_zero() {
        assert!(Usd::new(f64::NAN).is_none());
        assert!(Usd::new(f64::INFINITY).is_none());
        assert!(q::<Usd>(-0.0).value().is_sign_positive());
        assert!((q::<Usd>(1.0) - q::<Usd>(1.0)).value().is_sign_positive());
        assert!((-Usd::ZERO).value().is_sign_positive());
    }
}
