//! The measures of `facts.csv`, each with its unit and dimensions.

use crate::units::Unit;

/// Which dimensions, beside the year, a measure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimensions {
    /// Has a flow.
    pub flow: bool,
    /// Has a country.
    pub country: bool,
    /// Has an industry (or a product, anchor or scenario code in its place).
    pub industry: bool,
    /// Has a region.
    pub region: bool,
    /// Has a year.
    pub year: bool,
    /// Has a base year.
    pub base: bool,
}

const fn dims(text: &str) -> Dimensions {
    let bytes = text.as_bytes();
    let mut d = Dimensions {
        flow: false,
        country: false,
        industry: false,
        region: false,
        year: false,
        base: false,
    };
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'f' => d.flow = true,
            b'c' => d.country = true,
            b'i' => d.industry = true,
            b'r' => d.region = true,
            b'y' => d.year = true,
            b'b' => d.base = true,
            _ => panic!("unknown dimension"),
        }
        i += 1;
    }
    d
}

macro_rules! measures {
    ($($variant:ident $name:literal $unit:ident $dims:literal $text:literal;)*) => {
        /// What a fact measures.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Measure {
            $(#[doc = $text] $variant,)*
        }

        impl Measure {
            /// Every measure.
            pub const ALL: &'static [Measure] = &[$(Measure::$variant,)*];

            /// The name in `facts.csv`.
            pub fn as_str(self) -> &'static str {
                match self { $(Measure::$variant => $name,)* }
            }

            /// The unit of every fact of the measure.
            pub fn unit(self) -> Unit {
                match self { $(Measure::$variant => Unit::$unit,)* }
            }

            /// The dimensions of every fact of the measure.
            pub fn dimensions(self) -> Dimensions {
                match self { $(Measure::$variant => const { dims($dims) },)* }
            }

            /// What it measures, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Measure::$variant => $text,)* }
            }
        }
    };
}

// Dimensions: f flow, c country, i industry, r region, y year, b base year.
measures! {
    AllocatedShare "allocated_share" One "fry" "Part of a region's trade that is allocated, not reported.";
    AnchorAllocated "anchor_allocated" Usd "iy" "Trade that plain weights give to the regions of a published total.";
    AnchorError "anchor_error" One "iy" "Relative error of plain weights at a published total.";
    AnchorErrorLog "anchor_error_log" One "i" "Root mean square of the logarithmic error of a published total left out, by how the others are used.";
    AnchorErrorMean "anchor_error_mean" One "i" "Mean absolute relative error of a published total left out, by how the others are used.";
    AnchorPublished "anchor_published" Usd "iy" "Published trade of one or more regions.";
    Avoided "avoided" Tonnes "iry" "Emissions of both countries less those of each making for itself what it now buys.";
    Balance "balance" Tonnes "iry" "Embodied emissions outward less inward, from the reporter's side.";
    BalanceDirectIo "balance_direct_io" Tonnes "iry" "Balance of direct emissions by industry of the input-output tables, goods and services.";
    BalanceIntensity "balance_intensity" Tonnes "iry" "Part of the balance from unequal intensities.";
    BalanceTotal "balance_total" Tonnes "iry" "Balance of the emissions of makers and their domestic suppliers, goods and services.";
    BalanceVolume "balance_volume" Tonnes "iry" "Part of the balance from unbalanced trade.";
    Concentration "concentration" One "fry" "Herfindahl index of embodied emissions over industries.";
    DomesticTechnology "domestic_technology" Tonnes "iry" "Inward trade at the reporter's own intensities.";
    Embodied "embodied" Tonnes "firy" "Direct emissions of the maker for the goods of a flow.";
    EmbodiedDirectIo "embodied_direct_io" Tonnes "firy" "Direct emissions of the maker for the goods and services of a flow, by industry of the input-output tables.";
    EmbodiedTotal "embodied_total" Tonnes "firy" "Emissions of the maker and all its domestic suppliers for the goods and services of a flow.";
    Emissions "emissions" Tonnes "ciy" "Direct emissions of a group of industries.";
    ExchangeRate "exchange_rate" LcuPerUsd "cy" "Local currency units per US dollar, average of the year.";
    ForecastError "forecast_error" One "fy" "Published total less projection, relative to the projection.";
    Gdp "gdp" Usd "cy" "Gross domestic product, current US dollars.";
    GdpReal "gdp_real" RealUsd "cy" "Gross domestic product, international dollars of 2011.";
    Growth "growth" One "firyb" "Relative change of embodied emissions since the base year.";
    Intensity "intensity" TonnesPerUsd "ciy" "Direct emissions per US dollar of gross output, by analysis industry.";
    IntensityDirectIo "intensity_direct_io" TonnesPerUsd "ciy" "Direct emissions per US dollar of gross output, by industry of the input-output tables.";
    IntensityGroup "intensity_group" TonnesPerUsd "ciy" "Direct emissions per US dollar of gross output, by group of the accounts.";
    IntensityRatio "intensity_ratio" One "iy" "Reporter's intensity over the partner's.";
    IntensityTotal "intensity_total" TonnesPerUsd "ciy" "Emissions of an industry and all its domestic suppliers per US dollar of its output.";
    IntensityTrend "intensity_trend" PerYear "c" "Yearly rate of emissions per real gross domestic product.";
    IntensityTrendError "intensity_trend_error" PerYear "c" "Standard error of the yearly rate.";
    IntensityTrendResidual "intensity_trend_residual" One "c" "Residual standard error of the logarithmic trend.";
    Intercept "intercept" Usd "fi" "Intercept of the linear trend of trade, at year zero.";
    Joint "joint" Tonnes "iry" "Embodied emissions of both flows together.";
    MacroIntensity "macro_intensity" TonnesPerUsd "cy" "National emissions per current US dollar of gross domestic product.";
    MirrorGap "mirror_gap" One "fy" "Partner's total less reporter's, relative to the reporter's.";
    NationalCo2 "national_co2" Tonnes "cy" "National territorial emissions without land use.";
    NowcastErrorCommon "nowcast_error_common" One "c" "Standard deviation, a year, of the logarithm by which the intensities of all industries leave the economy's.";
    NowcastErrorOwn "nowcast_error_own" One "ci" "Standard deviation, a year, of the logarithm by which an industry's intensity leaves the others'.";
    Observations "observations" One "fi" "Number of years of a linear trend.";
    Output "output" Lcu "ciy" "Gross output at current basic prices.";
    PerCapita "per_capita" Tonnes "fry" "Embodied emissions per inhabitant.";
    Population "population" Persons "ry" "Inhabitants.";
    RSquared "r_squared" One "fi" "Coefficient of determination of a linear trend.";
    Rank "rank" One "fry" "Place among the regions by embodied emissions; 1 is the largest.";
    RankBalance "rank_balance" One "ry" "Place among the regions by balance; 1 is the largest.";
    RankIndustry "rank_industry" One "fiy" "Place among the industries by embodied emissions; 1 is the largest.";
    RealIntensity "real_intensity" TonnesPerUsd "cy" "National emissions per real gross domestic product.";
    RecordsError "records_error" One "f" "Standard deviation of the logarithm of a flow's recorded value, from the two reporters' totals.";
    ResidualError "residual_error" Usd "fi" "Residual standard error of a linear trend.";
    ScenarioBalance "scenario_balance" Tonnes "iy" "National balance under a scenario.";
    ScenarioExports "scenario_exports" Tonnes "iy" "National embodied emissions outward under a scenario.";
    ScenarioImports "scenario_imports" Tonnes "iy" "National embodied emissions inward under a scenario.";
    ScenarioJoint "scenario_joint" Tonnes "iy" "Joint embodied emissions under a scenario.";
    Share "share" One "firy" "Part of the nation's embodied emissions of a flow.";
    Slope "slope" UsdPerYear "fi" "Slope of the linear trend of trade.";
    TermsOfTrade "terms_of_trade" One "ry" "Pollution terms of trade: 100 times emissions per dollar outward over inward.";
    Trade "trade" Usd "firy" "Value of the goods of a flow.";
    TradeBalance "trade_balance" Usd "cy" "Value of all goods outward less inward, as one reporter publishes them.";
    TradeReported "trade_reported" Usd "fiy" "Value of the goods of a flow by product, as the data folder holds it.";
    TradeShare "trade_share" One "firy" "Part of the nation's trade of a flow.";
    TradeTotal "trade_total" Usd "fcy" "Value of all goods of a flow as one reporter publishes it.";
    TradeTurnover "trade_turnover" Usd "cy" "Value of all goods of both flows, as one reporter publishes them.";
    UncertaintyAgreement "uncertainty_agreement" One "ry" "Width of the simulated interval of the balance over that of the closed form.";
    UncertaintyShare "uncertainty_share" One "iry" "Part of a source in the variance of the balance.";
}

impl Measure {
    /// The measure of this name.
    pub fn parse(name: &str) -> Option<Measure> {
        Measure::ALL.iter().copied().find(|measure| measure.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_sorted_by_name_so_that_keys_sort_as_ids_do() {
        let names: Vec<_> = Measure::ALL.iter().map(|m| m.as_str()).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert_eq!(names, sorted);
    }
}
