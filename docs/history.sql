-- The trade of regions by product from packed customs records, for Spark SQL: printed by
-- `tradeprint-history sums --data DATA --print-sql spark`, which runs the same. The records are a view of the
-- folder that `tradeprint-history pack` has written:
--
--   CREATE TEMPORARY VIEW history USING parquet OPTIONS (path 'FOLDER')
--
-- Rows with a note belong to no region or product of the data folder; all others are rows of regional_trade.csv. Sums are
-- decimals: the same on any number of executors.
WITH
-- Codes of the customs (OKATO), regions of the data folder, whether they count.
regions (okato, region, counts) AS (
    VALUES
        ('01000', 'RU-ALT', 'yes'), ('03000', 'RU-KDA', 'yes'), ('04000', 'RU-KYA', 'yes'), ('05000', 'RU-PRI', 'yes'),
        ('07000', 'RU-STA', 'yes'), ('08000', 'RU-KHA', 'yes'), ('10000', 'RU-AMU', 'yes'), ('11000', 'RU-ARK', 'yes'),
        ('11100', 'RU-NEN', 'yes'), ('12000', 'RU-AST', 'yes'), ('14000', 'RU-BEL', 'yes'), ('15000', 'RU-BRY', 'yes'),
        ('17000', 'RU-VLA', 'yes'), ('18000', 'RU-VGG', 'yes'), ('19000', 'RU-VLG', 'yes'), ('20000', 'RU-VOR', 'yes'),
        ('22000', 'RU-NIZ', 'yes'), ('24000', 'RU-IVA', 'yes'), ('25000', 'RU-IRK', 'yes'), ('26000', 'RU-IN', 'yes'),
        ('27000', 'RU-KGD', 'yes'), ('28000', 'RU-TVE', 'yes'), ('29000', 'RU-KLU', 'yes'), ('30000', 'RU-KAM', 'yes'),
        ('32000', 'RU-KEM', 'yes'), ('33000', 'RU-KIR', 'yes'), ('34000', 'RU-KOS', 'yes'), ('35000', 'UA-43', 'no'),
        ('36000', 'RU-SAM', 'yes'), ('37000', 'RU-KGN', 'yes'), ('38000', 'RU-KRS', 'yes'), ('40000', 'RU-SPE', 'yes'),
        ('41000', 'RU-LEN', 'yes'), ('42000', 'RU-LIP', 'yes'), ('44000', 'RU-MAG', 'yes'), ('45000', 'RU-MOW', 'yes'),
        ('46000', 'RU-MOS', 'yes'), ('47000', 'RU-MUR', 'yes'), ('49000', 'RU-NGR', 'yes'), ('50000', 'RU-NVS', 'yes'),
        ('52000', 'RU-OMS', 'yes'), ('53000', 'RU-ORE', 'yes'), ('54000', 'RU-ORL', 'yes'), ('56000', 'RU-PNZ', 'yes'),
        ('57000', 'RU-PER', 'yes'), ('58000', 'RU-PSK', 'yes'), ('60000', 'RU-ROS', 'yes'), ('61000', 'RU-RYA', 'yes'),
        ('63000', 'RU-SAR', 'yes'), ('64000', 'RU-SAK', 'yes'), ('65000', 'RU-SVE', 'yes'), ('66000', 'RU-SMO', 'yes'),
        ('67000', 'UA-40', 'no'), ('68000', 'RU-TAM', 'yes'), ('69000', 'RU-TOM', 'yes'), ('70000', 'RU-TUL', 'yes'),
        ('71000', 'RU-TYU', 'yes'), ('71100', 'RU-KHM', 'yes'), ('71140', 'RU-YAN', 'yes'), ('73000', 'RU-ULY', 'yes'),
        ('75000', 'RU-CHE', 'yes'), ('76000', 'RU-ZAB', 'yes'), ('77000', 'RU-CHU', 'yes'), ('78000', 'RU-YAR', 'yes'),
        ('79000', 'RU-AD', 'yes'), ('80000', 'RU-BA', 'yes'), ('81000', 'RU-BU', 'yes'), ('82000', 'RU-DA', 'yes'),
        ('83000', 'RU-KB', 'yes'), ('84000', 'RU-AL', 'yes'), ('85000', 'RU-KL', 'yes'), ('86000', 'RU-KR', 'yes'),
        ('87000', 'RU-KO', 'yes'), ('88000', 'RU-ME', 'yes'), ('89000', 'RU-MO', 'yes'), ('90000', 'RU-SE', 'yes'),
        ('91000', 'RU-KC', 'yes'), ('92000', 'RU-TA', 'yes'), ('93000', 'RU-TY', 'yes'), ('94000', 'RU-UD', 'yes'),
        ('95000', 'RU-KK', 'yes'), ('96000', 'RU-CE', 'yes'), ('97000', 'RU-CU', 'yes'), ('98000', 'RU-SA', 'yes'),
        ('99000', 'RU-YEV', 'yes')
),

-- First digits of commodity codes by flow.
products (flow, code, product) AS (
    VALUES
        ('CN-RU', '01', 'hs01'), ('CN-RU', '02', 'hs02'), ('CN-RU', '03', 'hs03'), ('CN-RU', '04', 'hs04'),
        ('CN-RU', '05', 'hs05'), ('CN-RU', '06', 'hs06'), ('CN-RU', '07', 'hs07'), ('CN-RU', '08', 'hs08'),
        ('CN-RU', '09', 'hs09'), ('CN-RU', '10', 'hs10'), ('CN-RU', '11', 'hs11'), ('CN-RU', '12', 'hs12'),
        ('CN-RU', '13', 'hs13'), ('CN-RU', '14', 'hs14'), ('CN-RU', '15', 'hs15'), ('CN-RU', '16', 'hs16'),
        ('CN-RU', '17', 'hs17'), ('CN-RU', '18', 'hs18'), ('CN-RU', '19', 'hs19'), ('CN-RU', '20', 'hs20'),
        ('CN-RU', '21', 'hs21'), ('CN-RU', '22', 'hs22'), ('CN-RU', '23', 'hs23'), ('CN-RU', '24', 'hs24'),
        ('CN-RU', '25', 'hs25'), ('CN-RU', '26', 'hs26'), ('CN-RU', '27', 'hs27'), ('CN-RU', '28', 'hs28'),
        ('CN-RU', '29', 'hs29'), ('CN-RU', '30', 'hs30'), ('CN-RU', '31', 'hs31'), ('CN-RU', '32', 'hs32'),
        ('CN-RU', '33', 'hs33'), ('CN-RU', '34', 'hs34'), ('CN-RU', '35', 'hs35'), ('CN-RU', '36', 'hs36'),
        ('CN-RU', '37', 'hs37'), ('CN-RU', '38', 'hs38'), ('CN-RU', '39', 'hs39'), ('CN-RU', '40', 'hs40'),
        ('CN-RU', '41', 'hs41'), ('CN-RU', '42', 'hs42'), ('CN-RU', '43', 'hs43'), ('CN-RU', '44', 'hs44'),
        ('CN-RU', '45', 'hs45'), ('CN-RU', '46', 'hs46'), ('CN-RU', '47', 'hs47'), ('CN-RU', '48', 'hs48'),
        ('CN-RU', '49', 'hs49'), ('CN-RU', '50', 'hs50'), ('CN-RU', '51', 'hs51'), ('CN-RU', '52', 'hs52'),
        ('CN-RU', '53', 'hs53'), ('CN-RU', '54', 'hs54'), ('CN-RU', '55', 'hs55'), ('CN-RU', '56', 'hs56'),
        ('CN-RU', '57', 'hs57'), ('CN-RU', '58', 'hs58'), ('CN-RU', '59', 'hs59'), ('CN-RU', '60', 'hs60'),
        ('CN-RU', '61', 'hs61'), ('CN-RU', '62', 'hs62'), ('CN-RU', '63', 'hs63'), ('CN-RU', '64', 'hs64'),
        ('CN-RU', '65', 'hs65'), ('CN-RU', '66', 'hs66'), ('CN-RU', '67', 'hs67'), ('CN-RU', '68', 'hs68'),
        ('CN-RU', '69', 'hs69'), ('CN-RU', '70', 'hs70'), ('CN-RU', '71', 'hs71'), ('CN-RU', '72', 'hs72'),
        ('CN-RU', '73', 'hs73'), ('CN-RU', '74', 'hs74'), ('CN-RU', '75', 'hs75'), ('CN-RU', '76', 'hs76'),
        ('CN-RU', '78', 'hs78'), ('CN-RU', '79', 'hs79'), ('CN-RU', '80', 'hs80'), ('CN-RU', '81', 'hs81'),
        ('CN-RU', '82', 'hs82'), ('CN-RU', '83', 'hs83'), ('CN-RU', '84', 'hs84'), ('CN-RU', '85', 'hs85'),
        ('CN-RU', '86', 'hs86'), ('CN-RU', '87', 'hs87'), ('CN-RU', '88', 'hs88'), ('CN-RU', '89', 'hs89'),
        ('CN-RU', '90', 'hs90'), ('CN-RU', '91', 'hs91'), ('CN-RU', '92', 'hs92'), ('CN-RU', '93', 'hs93'),
        ('CN-RU', '94', 'hs94'), ('CN-RU', '95', 'hs95'), ('CN-RU', '96', 'hs96'), ('CN-RU', '97', 'hs97'),
        ('RU-CN', '01', 'hs01'), ('RU-CN', '02', 'hs02'), ('RU-CN', '03', 'hs03'), ('RU-CN', '04', 'hs04'),
        ('RU-CN', '05', 'hs05'), ('RU-CN', '06', 'hs06'), ('RU-CN', '07', 'hs07'), ('RU-CN', '08', 'hs08'),
        ('RU-CN', '09', 'hs09'), ('RU-CN', '10', 'hs10'), ('RU-CN', '11', 'hs11'), ('RU-CN', '12', 'hs12'),
        ('RU-CN', '13', 'hs13'), ('RU-CN', '14', 'hs14'), ('RU-CN', '15', 'hs15'), ('RU-CN', '16', 'hs16'),
        ('RU-CN', '17', 'hs17'), ('RU-CN', '18', 'hs18'), ('RU-CN', '19', 'hs19'), ('RU-CN', '20', 'hs20'),
        ('RU-CN', '21', 'hs21'), ('RU-CN', '22', 'hs22'), ('RU-CN', '23', 'hs23'), ('RU-CN', '24', 'hs24'),
        ('RU-CN', '25', 'hs25'), ('RU-CN', '26', 'hs26'), ('RU-CN', '27', 'hs27'), ('RU-CN', '28', 'hs28'),
        ('RU-CN', '29', 'hs29'), ('RU-CN', '30', 'hs30'), ('RU-CN', '31', 'hs31'), ('RU-CN', '32', 'hs32'),
        ('RU-CN', '33', 'hs33'), ('RU-CN', '34', 'hs34'), ('RU-CN', '35', 'hs35'), ('RU-CN', '36', 'hs36'),
        ('RU-CN', '37', 'hs37'), ('RU-CN', '38', 'hs38'), ('RU-CN', '39', 'hs39'), ('RU-CN', '40', 'hs40'),
        ('RU-CN', '41', 'hs41'), ('RU-CN', '42', 'hs42'), ('RU-CN', '43', 'hs43'), ('RU-CN', '44', 'hs44'),
        ('RU-CN', '45', 'hs45'), ('RU-CN', '46', 'hs46'), ('RU-CN', '47', 'hs47'), ('RU-CN', '48', 'hs48'),
        ('RU-CN', '49', 'hs49'), ('RU-CN', '50', 'hs50'), ('RU-CN', '51', 'hs51'), ('RU-CN', '52', 'hs52'),
        ('RU-CN', '53', 'hs53'), ('RU-CN', '54', 'hs54'), ('RU-CN', '55', 'hs55'), ('RU-CN', '56', 'hs56'),
        ('RU-CN', '57', 'hs57'), ('RU-CN', '58', 'hs58'), ('RU-CN', '59', 'hs59'), ('RU-CN', '60', 'hs60'),
        ('RU-CN', '61', 'hs61'), ('RU-CN', '62', 'hs62'), ('RU-CN', '63', 'hs63'), ('RU-CN', '64', 'hs64'),
        ('RU-CN', '65', 'hs65'), ('RU-CN', '66', 'hs66'), ('RU-CN', '67', 'hs67'), ('RU-CN', '68', 'hs68'),
        ('RU-CN', '69', 'hs69'), ('RU-CN', '70', 'hs70'), ('RU-CN', '71', 'hs71'), ('RU-CN', '72', 'hs72'),
        ('RU-CN', '73', 'hs73'), ('RU-CN', '74', 'hs74'), ('RU-CN', '75', 'hs75'), ('RU-CN', '76', 'hs76'),
        ('RU-CN', '78', 'hs78'), ('RU-CN', '79', 'hs79'), ('RU-CN', '80', 'hs80'), ('RU-CN', '81', 'hs81'),
        ('RU-CN', '82', 'hs82'), ('RU-CN', '83', 'hs83'), ('RU-CN', '84', 'hs84'), ('RU-CN', '85', 'hs85'),
        ('RU-CN', '86', 'hs86'), ('RU-CN', '87', 'hs87'), ('RU-CN', '88', 'hs88'), ('RU-CN', '89', 'hs89'),
        ('RU-CN', '90', 'hs90'), ('RU-CN', '91', 'hs91'), ('RU-CN', '92', 'hs92'), ('RU-CN', '93', 'hs93'),
        ('RU-CN', '94', 'hs94'), ('RU-CN', '95', 'hs95'), ('RU-CN', '96', 'hs96'), ('RU-CN', '97', 'hs97')
),

-- As few rows as decide: the digits that tell products apart. Secret codes stay whole.
records AS (
    SELECT
        year,
        CASE direction WHEN 'export' THEN 'RU-CN' WHEN 'import' THEN 'CN-RU' END AS flow,
        region AS okato,
        CASE WHEN code LIKE '%X%' THEN code ELSE substr(code, 1, 2) END AS code,
        sum(value_usd) AS value_usd,
        count(*) AS record_count
    FROM history
    WHERE country = 'CN'
    GROUP BY 1, 2, 3, 4
),

-- A region by its own code, else by its first two digits; a product by the longest code that fits, a secret code by itself.
placed AS (
    SELECT
        records.year,
        records.flow,
        records.okato,
        records.code,
        records.value_usd,
        records.record_count,
        coalesce(own.region, whole.region) AS region,
        coalesce(own.counts, whole.counts) AS counts,
        CASE WHEN records.code LIKE '%X%' THEN NULL ELSE first2.product END AS product
    FROM records
    LEFT JOIN regions AS own ON own.okato = records.okato
    LEFT JOIN regions AS whole ON whole.okato = concat(substr(records.okato, 1, 2), '000')
    LEFT JOIN products AS first2 ON first2.flow = records.flow AND first2.code = substr(records.code, 1, 2)
    -- A year that lacks months is left out: asked of the groups, so that no join holds the records.
    WHERE records.year IN (SELECT year FROM history GROUP BY year HAVING count(DISTINCT month) = 12)
),

noted AS (
    SELECT
        year,
        flow,
        coalesce(region, okato) AS region,
        coalesce(product, code) AS product,
        value_usd,
        record_count,
        CASE
            WHEN region IS NULL THEN 'unknown region'
            WHEN counts = 'no' THEN 'region not counted'
            WHEN product IS NULL AND code LIKE '%X%' THEN 'secret code'
            WHEN product IS NULL THEN 'code without product'
            ELSE ''
        END AS note
    FROM placed
)

SELECT year, flow, region, product, sum(value_usd) AS value_usd, sum(record_count) AS records, note
FROM noted
GROUP BY year, flow, region, product, note
ORDER BY year, flow, region, product, note
