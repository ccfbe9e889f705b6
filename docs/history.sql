-- The trade of regions by product from the customs' records, as `tradeprint import` groups them: for those who keep the
-- history on a cluster. Spark SQL; Trino takes it with `regexp_like` or `starts_with` in the place of `startswith`.
--
--   history        napr, period (MM/YYYY), nastranapr, tnved, Stoim (decimal comma), Region (code and name)
--   regions        regions.csv of the data folder
--   product_codes  product_codes.csv, or the chapters of products named hs27: flow (empty: both), code, product
--
-- Sums are decimals: the same on any number of executors.
WITH records AS (
    SELECT
        CAST(substr(period, 4, 4) AS INT) AS year,
        CASE napr WHEN 'ЭК' THEN 'RU-CN' WHEN 'ИМ' THEN 'CN-RU' END AS flow,
        substr(Region, 1, 5) AS okato,
        tnved,
        CAST(replace(Stoim, ',', '.') AS DECIMAL(20, 2)) AS usd
    FROM history
    WHERE nastranapr = 'CN'
),

-- The longest code that begins a commodity code decides.
products_of_codes AS (
    SELECT codes.flow, codes.tnved, max_by(product_codes.product, length(product_codes.code)) AS product
    FROM (SELECT DISTINCT flow, tnved FROM records) AS codes
    JOIN product_codes
        ON startswith(codes.tnved, product_codes.code)
        AND (product_codes.flow = '' OR product_codes.flow = codes.flow)
    GROUP BY codes.flow, codes.tnved
)

SELECT records.year, records.flow, regions.region, products_of_codes.product, sum(records.usd) AS value_usd
FROM records
JOIN products_of_codes USING (flow, tnved)
JOIN regions ON regions.okato = records.okato AND regions.default = 'yes'
GROUP BY records.year, records.flow, regions.region, products_of_codes.product
ORDER BY records.year, records.flow, regions.region, products_of_codes.product
