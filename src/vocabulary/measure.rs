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
    Autocorrelation "autocorrelation" One "fi" "Lag-1 autocorrelation of the residuals of the linear trend of trade.";
    Avoided "avoided" Tonnes "iry" "Emissions of both countries less those of each making for itself what it now buys.";
    BacktestBiasOne "backtest_bias_1" One "fi" "Back-test of a model over the trade of a flow, one year ahead: mean scaled error.";
    BacktestBiasTwo "backtest_bias_2" One "fi" "Back-test of a model over the trade of a flow, two years ahead: mean scaled error.";
    BacktestBiasThree "backtest_bias_3" One "fi" "Back-test of a model over the trade of a flow, three years ahead: mean scaled error.";
    BacktestCoverageOne "backtest_coverage_1" One "fi" "Back-test of a model over the trade of a flow, one year ahead: part within the 95 % interval.";
    BacktestCoverageTwo "backtest_coverage_2" One "fi" "Back-test of a model over the trade of a flow, two years ahead: part within the 95 % interval.";
    BacktestCoverageThree "backtest_coverage_3" One "fi" "Back-test of a model over the trade of a flow, three years ahead: part within the 95 % interval.";
    BacktestMaseOne "backtest_mase_1" One "fi" "Back-test of a model over the trade of a flow, one year ahead: mean absolute scaled error.";
    BacktestMaseTwo "backtest_mase_2" One "fi" "Back-test of a model over the trade of a flow, two years ahead: mean absolute scaled error.";
    BacktestMaseThree "backtest_mase_3" One "fi" "Back-test of a model over the trade of a flow, three years ahead: mean absolute scaled error.";
    BacktestPicks "backtest_picks" One "fi" "Number of industries of a flow for which the rule picks a model.";
    Balance "balance" Tonnes "iry" "Embodied emissions outward less inward, from the reporter's side.";
    BalanceChange "balance_change" Tonnes "iryb" "Balance less that of the base year.";
    BalanceDirectIo "balance_direct_io" Tonnes "iry" "Balance of direct emissions by industry of the input-output tables, goods and services.";
    BalanceIntensity "balance_intensity" Tonnes "iry" "Part of the balance from unequal intensities.";
    BalanceSupply "balance_supply" Tonnes "iry" "Balance of the emissions of makers and their domestic suppliers for the goods of the edition.";
    BalanceTotal "balance_total" Tonnes "iry" "Balance of the emissions of makers and their domestic suppliers, goods and services.";
    BalanceVolume "balance_volume" Tonnes "iry" "Part of the balance from unbalanced trade.";
    BiasDampedTrend "bias_damped_trend" One "fi" "Back-test of the damped trend on trade: mean error over the mean yearly change; positive: too high.";
    BiasLastValue "bias_last_value" One "fi" "Back-test of the last value held on trade: mean error over the mean yearly change; positive: too high.";
    BiasLogLinear "bias_log_linear" One "fi" "Back-test of the logarithmic line on trade: mean error over the mean yearly change; positive: too high.";
    BiasOls "bias_ols" One "fi" "Back-test of the least-squares line on trade: mean error over the mean yearly change; positive: too high.";
    BiasTheilSen "bias_theil_sen" One "fi" "Back-test of the Theil-Sen line on trade: mean error over the mean yearly change; positive: too high.";
    BreakPValue "break_p_value" One "fiy" "Probability of a statistic of a break as large without a break.";
    BreakStatistic "break_statistic" One "fiy" "F statistic of a break of the linear trend of trade in the year.";
    CarbonExposure "carbon_exposure" Usd "firy" "Embodied emissions of a flow at an assumed price of carbon.";
    CarbonPrice "carbon_price" UsdPerTonne "" "Assumed price of emissions.";
    Concentration "concentration" One "fry" "Herfindahl index of embodied emissions over industries.";
    CoverageDampedTrend "coverage_damped_trend" One "fi" "Back-test of the damped trend on trade: part of the values within the 95 % interval.";
    CoverageLastValue "coverage_last_value" One "fi" "Back-test of the last value held on trade: part of the values within the 95 % interval.";
    CoverageLogLinear "coverage_log_linear" One "fi" "Back-test of the logarithmic line on trade: part of the values within the 95 % interval.";
    CoverageOls "coverage_ols" One "fi" "Back-test of the least-squares line on trade: part of the values within the 95 % interval.";
    CoverageTheilSen "coverage_theil_sen" One "fi" "Back-test of the Theil-Sen line on trade: part of the values within the 95 % interval.";
    DomesticTechnology "domestic_technology" Tonnes "iry" "Inward trade at the reporter's own intensities.";
    Embodied "embodied" Tonnes "firy" "Direct emissions of the maker for the goods of a flow.";
    EmbodiedDirectIo "embodied_direct_io" Tonnes "firy" "Direct emissions of the maker for the goods and services of a flow, by industry of the input-output tables.";
    EmbodiedSupply "embodied_supply" Tonnes "firy" "Emissions of makers and their domestic suppliers for the goods of a flow: direct ones times the multiplier.";
    EmbodiedTotal "embodied_total" Tonnes "firy" "Emissions of the maker and all its domestic suppliers for the goods and services of a flow.";
    Emissions "emissions" Tonnes "ciy" "Direct emissions of a group of industries.";
    ExchangeRate "exchange_rate" LcuPerUsd "cy" "Local currency units per US dollar, average of the year.";
    ForecastDampedTrend "forecast_damped_trend" Usd "fiy" "National trade as the damped trend continues it.";
    ForecastError "forecast_error" One "fy" "Published total less projection, relative to the projection.";
    ForecastLastValue "forecast_last_value" Usd "fiy" "National trade as the last value held continues it.";
    ForecastLogLinear "forecast_log_linear" Usd "fiy" "National trade as the logarithmic line continues it.";
    ForecastOls "forecast_ols" Usd "fiy" "National trade as the least-squares line continues it.";
    ForecastTheilSen "forecast_theil_sen" Usd "fiy" "National trade as the Theil-Sen line continues it.";
    Gdp "gdp" Usd "cy" "Gross domestic product, current US dollars.";
    GdpReal "gdp_real" RealUsd "cy" "Gross domestic product, international dollars of 2011.";
    Growth "growth" One "firyb" "Relative change of embodied emissions since the base year.";
    Intensity "intensity" TonnesPerUsd "ciy" "Direct emissions per US dollar of gross output, by analysis industry.";
    IntensityBacktestBiasOne "intensity_backtest_bias_1" One "ci" "Back-test of a model over the intensities of a country, one year ahead: mean scaled error.";
    IntensityBacktestBiasTwo "intensity_backtest_bias_2" One "ci" "Back-test of a model over the intensities of a country, two years ahead: mean scaled error.";
    IntensityBacktestBiasThree "intensity_backtest_bias_3" One "ci" "Back-test of a model over the intensities of a country, three years ahead: mean scaled error.";
    IntensityBacktestCoverageOne "intensity_backtest_coverage_1" One "ci" "Back-test of a model over the intensities of a country, one year ahead: part within the 95 % interval.";
    IntensityBacktestCoverageTwo "intensity_backtest_coverage_2" One "ci" "Back-test of a model over the intensities of a country, two years ahead: part within the 95 % interval.";
    IntensityBacktestCoverageThree "intensity_backtest_coverage_3" One "ci" "Back-test of a model over the intensities of a country, three years ahead: part within the 95 % interval.";
    IntensityBacktestMaseOne "intensity_backtest_mase_1" One "ci" "Back-test of a model over the intensities of a country, one year ahead: mean absolute scaled error.";
    IntensityBacktestMaseTwo "intensity_backtest_mase_2" One "ci" "Back-test of a model over the intensities of a country, two years ahead: mean absolute scaled error.";
    IntensityBacktestMaseThree "intensity_backtest_mase_3" One "ci" "Back-test of a model over the intensities of a country, three years ahead: mean absolute scaled error.";
    IntensityBiasDampedTrend "intensity_bias_damped_trend" One "ci" "Back-test of the damped trend on an observed intensity: mean error over the mean yearly change; positive: too high.";
    IntensityBiasLastValue "intensity_bias_last_value" One "ci" "Back-test of the last value held on an observed intensity: mean error over the mean yearly change; positive: too high.";
    IntensityBiasLogLinear "intensity_bias_log_linear" One "ci" "Back-test of the logarithmic line on an observed intensity: mean error over the mean yearly change; positive: too high.";
    IntensityBiasOls "intensity_bias_ols" One "ci" "Back-test of the least-squares line on an observed intensity: mean error over the mean yearly change; positive: too high.";
    IntensityBiasTheilSen "intensity_bias_theil_sen" One "ci" "Back-test of the Theil-Sen line on an observed intensity: mean error over the mean yearly change; positive: too high.";
    IntensityCoverageDampedTrend "intensity_coverage_damped_trend" One "ci" "Back-test of the damped trend on an observed intensity: part of the values within the 95 % interval.";
    IntensityCoverageLastValue "intensity_coverage_last_value" One "ci" "Back-test of the last value held on an observed intensity: part of the values within the 95 % interval.";
    IntensityCoverageLogLinear "intensity_coverage_log_linear" One "ci" "Back-test of the logarithmic line on an observed intensity: part of the values within the 95 % interval.";
    IntensityCoverageOls "intensity_coverage_ols" One "ci" "Back-test of the least-squares line on an observed intensity: part of the values within the 95 % interval.";
    IntensityCoverageTheilSen "intensity_coverage_theil_sen" One "ci" "Back-test of the Theil-Sen line on an observed intensity: part of the values within the 95 % interval.";
    IntensityDirectIo "intensity_direct_io" TonnesPerUsd "ciy" "Direct emissions per US dollar of gross output, by industry of the input-output tables.";
    IntensityGroup "intensity_group" TonnesPerUsd "ciy" "Direct emissions per US dollar of gross output, by group of the accounts.";
    IntensityMaseDampedTrend "intensity_mase_damped_trend" One "ci" "Back-test of the damped trend on an observed intensity: mean absolute error over the mean yearly change.";
    IntensityMaseLastValue "intensity_mase_last_value" One "ci" "Back-test of the last value held on an observed intensity: mean absolute error over the mean yearly change.";
    IntensityMaseLogLinear "intensity_mase_log_linear" One "ci" "Back-test of the logarithmic line on an observed intensity: mean absolute error over the mean yearly change.";
    IntensityMaseOls "intensity_mase_ols" One "ci" "Back-test of the least-squares line on an observed intensity: mean absolute error over the mean yearly change.";
    IntensityMaseTheilSen "intensity_mase_theil_sen" One "ci" "Back-test of the Theil-Sen line on an observed intensity: mean absolute error over the mean yearly change.";
    IntensityRatio "intensity_ratio" One "iy" "Reporter's intensity over the partner's.";
    IntensityTotal "intensity_total" TonnesPerUsd "ciy" "Emissions of an industry and all its domestic suppliers per US dollar of its output.";
    IntensityTrend "intensity_trend" PerYear "c" "Yearly rate of emissions per real gross domestic product.";
    IntensityTrendError "intensity_trend_error" PerYear "c" "Standard error of the yearly rate.";
    IntensityTrendResidual "intensity_trend_residual" One "c" "Residual standard error of the logarithmic trend.";
    Intercept "intercept" Usd "fi" "Intercept of the linear trend of trade, at year zero.";
    Joint "joint" Tonnes "iry" "Embodied emissions of both flows together.";
    LiteratureRatio "literature_ratio" One "iy" "Our value over the total that a study publishes.";
    LiteratureValue "literature_value" Tonnes "iy" "Total that a study publishes.";
    LmdiComposition "lmdi_composition" Tonnes "firyb" "Change of embodied emissions since the base year from the shares of the industries in trade.";
    LmdiScale "lmdi_scale" Tonnes "firyb" "Change of embodied emissions since the base year from the value of all trade of the flow.";
    LmdiTechnique "lmdi_technique" Tonnes "firyb" "Change of embodied emissions since the base year from emissions per dollar.";
    LocationQuotient "location_quotient" One "firy" "Part of an industry in a region's embodied emissions of a flow over its part in the nation's.";
    MacroIntensity "macro_intensity" TonnesPerUsd "cy" "National emissions per current US dollar of gross domestic product.";
    MaseDampedTrend "mase_damped_trend" One "fi" "Back-test of the damped trend on trade: mean absolute error over the mean yearly change.";
    MaseLastValue "mase_last_value" One "fi" "Back-test of the last value held on trade: mean absolute error over the mean yearly change.";
    MaseLogLinear "mase_log_linear" One "fi" "Back-test of the logarithmic line on trade: mean absolute error over the mean yearly change.";
    MaseOls "mase_ols" One "fi" "Back-test of the least-squares line on trade: mean absolute error over the mean yearly change.";
    MaseTheilSen "mase_theil_sen" One "fi" "Back-test of the Theil-Sen line on trade: mean absolute error over the mean yearly change.";
    MirrorGap "mirror_gap" One "fy" "Partner's total less reporter's, relative to the reporter's.";
    Multiplier "multiplier" One "ciy" "Total over direct intensity of an analysis industry, from the input-output tables.";
    NationalCo2 "national_co2" Tonnes "cy" "National territorial emissions without land use.";
    NowcastErrorCommon "nowcast_error_common" One "c" "Standard deviation, a year, of the logarithm by which the intensities of all industries leave the economy's.";
    NowcastErrorOwn "nowcast_error_own" One "ci" "Standard deviation, a year, of the logarithm by which an industry's intensity leaves the others'.";
    Observations "observations" One "fi" "Number of years of a linear trend.";
    Output "output" Lcu "ciy" "Gross output at current basic prices.";
    PerCapita "per_capita" Tonnes "fry" "Embodied emissions per inhabitant.";
    Population "population" Persons "ry" "Inhabitants.";
    PublishedAvoided "published_avoided" Tonnes "iry" "Exchange effect as the last edition published it.";
    PublishedBalance "published_balance" Tonnes "iry" "Balance as the last edition published it.";
    PublishedEmbodied "published_embodied" Tonnes "firy" "Embodied emissions of a flow as the last edition published them.";
    PublishedJoint "published_joint" Tonnes "iry" "Embodied emissions of both flows together as the last edition published them.";
    PublishedTrade "published_trade" Usd "firy" "Value of the goods of a flow as the last edition published it.";
    RSquared "r_squared" One "fi" "Coefficient of determination of a linear trend.";
    Rank "rank" One "fry" "Place among the regions by embodied emissions; 1 is the largest.";
    RankBalance "rank_balance" One "ry" "Place among the regions by balance; 1 is the largest.";
    RankGrowth "rank_growth" One "fryb" "Place among the regions by growth of embodied emissions since the base year; 1 grew most.";
    RankIndustry "rank_industry" One "fiy" "Place among the industries by embodied emissions; 1 is the largest.";
    RankPerCapita "rank_per_capita" One "fry" "Place among the regions by embodied emissions per inhabitant; 1 is the largest.";
    RealAutocorrelation "real_autocorrelation" One "c" "Lag-1 autocorrelation of the residuals of the trend of emissions per real product.";
    RealBiasDampedTrend "real_bias_damped_trend" One "c" "Back-test of the damped trend on emissions per real product: mean error over the mean yearly change; positive: too high.";
    RealBiasLastValue "real_bias_last_value" One "c" "Back-test of the last value held on emissions per real product: mean error over the mean yearly change; positive: too high.";
    RealBiasLogLinear "real_bias_log_linear" One "c" "Back-test of the logarithmic line on emissions per real product: mean error over the mean yearly change; positive: too high.";
    RealBiasOls "real_bias_ols" One "c" "Back-test of the least-squares line on emissions per real product: mean error over the mean yearly change; positive: too high.";
    RealBiasTheilSen "real_bias_theil_sen" One "c" "Back-test of the Theil-Sen line on emissions per real product: mean error over the mean yearly change; positive: too high.";
    RealBreakPValue "real_break_p_value" One "cy" "Probability of a statistic of a break of emissions per real product as large without a break.";
    RealBreakStatistic "real_break_statistic" One "cy" "F statistic of a break of the trend of emissions per real product in the year.";
    RealCoverageDampedTrend "real_coverage_damped_trend" One "c" "Back-test of the damped trend on emissions per real product: part of the values within the 95 % interval.";
    RealCoverageLastValue "real_coverage_last_value" One "c" "Back-test of the last value held on emissions per real product: part of the values within the 95 % interval.";
    RealCoverageLogLinear "real_coverage_log_linear" One "c" "Back-test of the logarithmic line on emissions per real product: part of the values within the 95 % interval.";
    RealCoverageOls "real_coverage_ols" One "c" "Back-test of the least-squares line on emissions per real product: part of the values within the 95 % interval.";
    RealCoverageTheilSen "real_coverage_theil_sen" One "c" "Back-test of the Theil-Sen line on emissions per real product: part of the values within the 95 % interval.";
    RealIntensity "real_intensity" TonnesPerUsd "cy" "National emissions per real gross domestic product.";
    RealMaseDampedTrend "real_mase_damped_trend" One "c" "Back-test of the damped trend on emissions per real product: mean absolute error over the mean yearly change.";
    RealMaseLastValue "real_mase_last_value" One "c" "Back-test of the last value held on emissions per real product: mean absolute error over the mean yearly change.";
    RealMaseLogLinear "real_mase_log_linear" One "c" "Back-test of the logarithmic line on emissions per real product: mean absolute error over the mean yearly change.";
    RealMaseOls "real_mase_ols" One "c" "Back-test of the least-squares line on emissions per real product: mean absolute error over the mean yearly change.";
    RealMaseTheilSen "real_mase_theil_sen" One "c" "Back-test of the Theil-Sen line on emissions per real product: mean absolute error over the mean yearly change.";
    RecordsError "records_error" One "f" "Standard deviation of the logarithm of a flow's recorded value, from the two reporters' totals.";
    RecordsErrorYearly "records_error_yearly" One "f" "Part of the standard deviation of the records that moves from year to year.";
    ResidualError "residual_error" Usd "fi" "Residual standard error of a linear trend.";
    RevisionAvoided "revision_avoided" Tonnes "iry" "Exchange effect less that of the last edition.";
    RevisionBalance "revision_balance" Tonnes "iry" "Balance less that of the last edition.";
    RevisionEmbodied "revision_embodied" Tonnes "firy" "Embodied emissions of a flow less those of the last edition.";
    RevisionJoint "revision_joint" Tonnes "iry" "Joint embodied emissions less those of the last edition.";
    RevisionPartAvoided "revision_part_avoided" One "iry" "Revision of the exchange effect, relative to the published joint emissions.";
    RevisionPartBalance "revision_part_balance" One "iry" "Revision of the balance, relative to the published joint emissions.";
    RevisionPartEmbodied "revision_part_embodied" One "firy" "Revision of the embodied emissions of a flow, relative to the published ones.";
    RevisionPartJoint "revision_part_joint" One "iry" "Revision of the joint embodied emissions, relative to the published ones.";
    RevisionPartTrade "revision_part_trade" One "firy" "Revision of the value of the goods of a flow, relative to the published one.";
    RevisionTrade "revision_trade" Usd "firy" "Value of the goods of a flow less that of the last edition.";
    ScenarioBalance "scenario_balance" Tonnes "iy" "National balance under a scenario.";
    ScenarioChange "scenario_change" Tonnes "iy" "National balance under a scenario less the balance of the trend.";
    ScenarioExports "scenario_exports" Tonnes "iy" "National embodied emissions outward under a scenario.";
    ScenarioImports "scenario_imports" Tonnes "iy" "National embodied emissions inward under a scenario.";
    ScenarioJoint "scenario_joint" Tonnes "iy" "Joint embodied emissions under a scenario.";
    ScenarioRate "scenario_rate" PerYear "ci" "Assumed yearly relative change of a country's intensities.";
    ScenarioShare "scenario_share" One "i" "Assumed part of the way from the reporter's intensities to the partner's.";
    ScenarioTurnover "scenario_turnover" Usd "iy" "Assumed value of both flows together.";
    SensitivityBalance "sensitivity_balance" Tonnes "iy" "National balance under a variant of the method.";
    SensitivityChange "sensitivity_change" Tonnes "iy" "Balance under a variant less that of the baseline.";
    SensitivityExports "sensitivity_exports" Tonnes "iy" "National embodied emissions outward under a variant of the method.";
    SensitivityFirstFive "sensitivity_first_five" One "fiy" "How many of the baseline's first five industries of a flow stay among the first five.";
    SensitivityFirstFiveOrdered "sensitivity_first_five_ordered" One "fiy" "1 if the baseline's first five industries of a flow stay in their order, else 0.";
    SensitivityImports "sensitivity_imports" Tonnes "iy" "National embodied emissions inward under a variant of the method.";
    Share "share" One "firy" "Part of the nation's embodied emissions of a flow.";
    ShareChange "share_change" One "firyb" "Part of the nation's embodied emissions of a flow less that of the base year.";
    Slope "slope" UsdPerYear "fi" "Slope of the linear trend of trade.";
    TermsOfTrade "terms_of_trade" One "iry" "Pollution terms of trade: 100 times emissions per dollar outward over inward.";
    TotalBreakPValue "total_break_p_value" One "fy" "Probability of a statistic of a break of the published total as large without a break.";
    TotalBreakStatistic "total_break_statistic" One "fy" "F statistic of a break of the linear trend of the published total in the year.";
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
    /// Whether it is a difference, which can be below zero by its meaning.
    pub fn is_signed(self) -> bool {
        matches!(
            self,
            Measure::Avoided
                | Measure::Balance
                | Measure::BalanceChange
                | Measure::BalanceIntensity
                | Measure::BalanceVolume
                | Measure::ScenarioBalance
                | Measure::ShareChange
        )
    }

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
