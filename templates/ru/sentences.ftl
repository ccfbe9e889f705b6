# The sentences of Russian reports whose words turn on a fact. Names, families and arguments are those of English
# (../en/sentences.ftl): a template asks for {{ growth|say("moved") }} and gets change-moved.
#
# How Russian gets by without gluing: what has a case in the middle of a sentence is either a form of names.ftl
# ($region-in, $region-of) or stands in the nominative in quotation marks after the word for its kind: отрасль «металлы».
# Verbs agree with the noun that the message itself holds, or that its comment names. What would be is in the subjunctive
# (with «бы»), and «бы» stands nowhere else. A change of shares is in процентного пункта (unit.points), of levels in %.

## Changes. The subject is plural: выбросы.

# "увеличились на 12,3 %": of a relative change.
change-moved = { $way ->
    [up] { $tense ->
        [past] увеличились на { $value }
       *[would] увеличились бы на { $value }
    }
    [down] { $tense ->
        [past] сократились на { $value }
       *[would] сократились бы на { $value }
    }
    [none] { $tense ->
        [past] не изменились
       *[would] не изменились бы
    }
   *[unsure] { $tense ->
        [past] изменились в пределах погрешности оценки ({ $signed }; 95%‑й интервал: { $interval })
       *[would] изменились бы в пределах погрешности оценки ({ $signed }; 95%‑й интервал: { $interval })
    }
}

# "+12,3 % к 2010 г.": under a headline number.
change-since-noun = { $way ->
    [up] { $signed } к { $base } г.
    [down] { $signed } к { $base } г.
    [none] без изменений к { $base } г.
   *[unsure] { $signed } к { $base } г., в пределах погрешности
}

# "на 41 % ниже продолженного тренда": where a published total lies.
change-off-noun = { $way ->
    [up] на { $value } выше продолженного тренда
    [down] на { $value } ниже продолженного тренда
    [none] на уровне продолженного тренда
   *[unsure] { $signed } к продолженному тренду, в пределах погрешности
}
    .of = forecast_error

## Balances. The subject of -was is neuter: сальдо.

# The nation's balance, or that of an industry.
net-balance = { $way ->
    [up] { $tense ->
        [past] В { $year } г. Россия выбросила для Китая на { $value } больше, чем Китай для России
       *[would] В { $year } г. Россия выбросила бы для Китая на { $value } больше, чем Китай для России
    }
    [down] { $tense ->
        [past] В { $year } г. Китай выбросил для России на { $value } больше, чем Россия для Китая
       *[would] В { $year } г. Китай выбросил бы для России на { $value } больше, чем Россия для Китая
    }
    [none] { $tense ->
        [past] В { $year } г. Россия и Китай выбросили друг для друга поровну
       *[would] В { $year } г. Россия и Китай выбросили бы друг для друга поровну
    }
   *[unsure] { $tense ->
        [past] Какая из двух стран в { $year } г. выбросила для другой больше, не установлено: сальдо составило { $signed }, его 95%‑й интервал: { $interval }
       *[would] Какая из двух стран в { $year } г. выбросила бы для другой больше, не установлено: сальдо составило бы { $signed }, его 95%‑й интервал: { $interval }
    }
}
    .of = balance scenario_balance

# A region's balance, as a key message.
net-region-balance = { $way ->
    [up] { $tense ->
        [past] **Сальдо положительное:** { $signed }. В { $year } г. здесь для Китая выброшено больше, чем в Китае для региона.
       *[would] **Сальдо было бы положительным:** { $signed }. В { $year } г. здесь для Китая было бы выброшено больше, чем в Китае для региона.
    }
    [down] { $tense ->
        [past] **Сальдо отрицательное:** { $signed }. В { $year } г. в Китае для региона выброшено больше, чем здесь для Китая.
       *[would] **Сальдо было бы отрицательным:** { $signed }. В { $year } г. в Китае для региона было бы выброшено больше, чем здесь для Китая.
    }
    [none] { $tense ->
        [past] **Сальдо нулевое.** В { $year } г. здесь для Китая выброшено столько же, сколько в Китае для региона.
       *[would] **Сальдо было бы нулевым.** В { $year } г. здесь для Китая было бы выброшено столько же, сколько в Китае для региона.
    }
   *[unsure] { $tense ->
        [past] **Знак сальдо не установлен.** В { $year } г. оно составило { $signed }, но 95%‑й интервал, { $interval }, включает ноль.
       *[would] **Знак сальдо не установлен.** В { $year } г. оно составило бы { $signed }, но 95%‑й интервал, { $interval }, включает ноль.
    }
}
    .of = balance

# "составило +16,5 млн т": a balance among other numbers, with its interval where it has one.
net-was = { $way ->
    [up] { text-was }
    [down] { text-was }
    [none] { $tense ->
        [past] равно нулю
       *[would] было бы равно нулю
    }
   *[unsure] { $tense ->
        [past] составило { $signed } (95%‑й интервал: { $interval }; знак не установлен)
       *[would] составило бы { $signed } (95%‑й интервал: { $interval }; знак не установлен)
    }
}
    .of = balance scenario_balance

# What the exchange does to the emissions of both flows.
net-exchange = { $way ->
    [up] { $tense ->
        [past] По сравнению с производством тех же товаров у себя обмен увеличил сумму потоков { $year } г. на { $value }.
       *[would] По сравнению с производством тех же товаров у себя обмен увеличил бы сумму потоков { $year } г. на { $value }.
    }
    [down] { $tense ->
        [past] По сравнению с производством тех же товаров у себя обмен уменьшил сумму потоков { $year } г. на { $value }.
       *[would] По сравнению с производством тех же товаров у себя обмен уменьшил бы сумму потоков { $year } г. на { $value }.
    }
    [none] { $tense ->
        [past] По сравнению с производством тех же товаров у себя обмен не изменил сумму потоков { $year } г.
       *[would] По сравнению с производством тех же товаров у себя обмен не изменил бы сумму потоков { $year } г.
    }
   *[unsure] { $tense ->
        [past] Влияние обмена на сумму потоков { $year } г. не установлено ({ $signed }; 95%‑й интервал: { $interval }).
       *[would] Каким было бы влияние обмена на сумму потоков { $year } г., не установлено ({ $signed }; 95%‑й интервал: { $interval }).
    }
}
    .of = avoided

# Whether the interval of the balance holds zero; of a balance that has one.
net-interval = { $way ->
    [up] { text-interval-clear }
    [down] { text-interval-clear }
    [none] { $tense ->
        [past] 95%‑й интервал сальдо { $year } г.: { $interval }.
       *[would] 95%‑й интервал сальдо { $year } г. был бы таким: { $interval }.
    }
   *[unsure] { $tense ->
        [past] 95%‑й интервал сальдо { $year } г., { $interval }, включает ноль: знак не установлен.
       *[would] 95%‑й интервал сальдо { $year } г., { $interval }, включал бы ноль: знак не установлен.
    }
}
    .of = balance

# Whether two nets have the same sign. The first is the projected one, if only one is; `second` is the other fact, `both`
# names them in the genitive: "сальдо региона и сальдо страны".
net-signs = { $way ->
    [up] { $second-way ->
        [up] { text-signs-same }
        [down] { text-signs-opposite }
        [none] { text-signs-zero }
       *[unsure] { text-signs-unsure }
    }
    [down] { $second-way ->
        [up] { text-signs-opposite }
        [down] { text-signs-same }
        [none] { text-signs-zero }
       *[unsure] { text-signs-unsure }
    }
    [none] { text-signs-zero }
   *[unsure] { text-signs-unsure }
}

# The same as the message of a figure.
net-region-title = { $way ->
    [up] { $tense ->
        [past] В { $year } г. здесь для Китая выброшено больше, чем в Китае для региона
       *[would] В { $year } г. здесь для Китая было бы выброшено больше, чем в Китае для региона
    }
    [down] { $tense ->
        [past] В { $year } г. в Китае для региона выброшено больше, чем здесь для Китая
       *[would] В { $year } г. в Китае для региона было бы выброшено больше, чем здесь для Китая
    }
    [none] { $tense ->
        [past] В { $year } г. здесь для Китая выброшено столько же, сколько в Китае для региона
       *[would] В { $year } г. здесь для Китая было бы выброшено столько же, сколько в Китае для региона
    }
   *[unsure] { $tense ->
        [past] Знак сальдо по всем отраслям в { $year } г. не установлен
       *[would] Какой знак имело бы сальдо по всем отраслям в { $year } г., не установлено
    }
}
    .of = balance

# The industries at both ends: of the highest and of the lowest balance.
net-highest = { $way ->
    [up] { $tense ->
        [past] Наибольшее положительное сальдо у отрасли «{ $industry }»: { $signed }.
       *[would] Наибольшее положительное сальдо было бы у отрасли «{ $industry }»: { $signed }.
    }
    [down] { $tense ->
        [past] Положительного сальдо нет ни у одной отрасли.
       *[would] Положительного сальдо не было бы ни у одной отрасли.
    }
    [none] { $tense ->
        [past] Положительного сальдо нет ни у одной отрасли.
       *[would] Положительного сальдо не было бы ни у одной отрасли.
    }
   *[unsure] { $tense ->
        [past] Наибольшее сальдо у отрасли «{ $industry }»: { $signed }, но его знак не установлен (95%‑й интервал: { $interval }).
       *[would] Наибольшее сальдо было бы у отрасли «{ $industry }»: { $signed }, но его знак не установлен (95%‑й интервал: { $interval }).
    }
}
    .of = balance

net-lowest = { $way ->
    [up] { $tense ->
        [past] Отрицательного сальдо нет ни у одной отрасли.
       *[would] Отрицательного сальдо не было бы ни у одной отрасли.
    }
    [down] { $tense ->
        [past] Наибольшее отрицательное сальдо у отрасли «{ $industry }»: { $signed }.
       *[would] Наибольшее отрицательное сальдо было бы у отрасли «{ $industry }»: { $signed }.
    }
    [none] { $tense ->
        [past] Отрицательного сальдо нет ни у одной отрасли.
       *[would] Отрицательного сальдо не было бы ни у одной отрасли.
    }
   *[unsure] { $tense ->
        [past] Наименьшее сальдо у отрасли «{ $industry }»: { $signed }, но его знак не установлен (95%‑й интервал: { $interval }).
       *[would] Наименьшее сальдо было бы у отрасли «{ $industry }»: { $signed }, но его знак не установлен (95%‑й интервал: { $interval }).
    }
}
    .of = balance

# The industries whose exchange does most to the sum of the flows.
net-highest-effect = { $way ->
    [up] { $tense ->
        [past] Сильнее всего сумму потоков увеличил обмен товарами отрасли «{ $industry }»: на { $value }.
       *[would] Сильнее всего сумму потоков увеличил бы обмен товарами отрасли «{ $industry }»: на { $value }.
    }
    [down] { $tense ->
        [past] Ни в одной отрасли обмен не увеличил сумму потоков.
       *[would] Ни в одной отрасли обмен не увеличил бы сумму потоков.
    }
    [none] { $tense ->
        [past] Ни в одной отрасли обмен не увеличил сумму потоков.
       *[would] Ни в одной отрасли обмен не увеличил бы сумму потоков.
    }
   *[unsure] { $tense ->
        [past] Наибольший эффект обмена у отрасли «{ $industry }»: { $signed }, но его знак не установлен (95%‑й интервал: { $interval }).
       *[would] Наибольший эффект обмена был бы у отрасли «{ $industry }»: { $signed }, но его знак не установлен (95%‑й интервал: { $interval }).
    }
}
    .of = avoided

net-lowest-effect = { $way ->
    [up] { $tense ->
        [past] Ни в одной отрасли обмен не уменьшил сумму потоков.
       *[would] Ни в одной отрасли обмен не уменьшил бы сумму потоков.
    }
    [down] { $tense ->
        [past] Сильнее всего сумму потоков уменьшил обмен товарами отрасли «{ $industry }»: на { $value }.
       *[would] Сильнее всего сумму потоков уменьшил бы обмен товарами отрасли «{ $industry }»: на { $value }.
    }
    [none] { $tense ->
        [past] Ни в одной отрасли обмен не уменьшил сумму потоков.
       *[would] Ни в одной отрасли обмен не уменьшил бы сумму потоков.
    }
   *[unsure] { $tense ->
        [past] Наименьший эффект обмена у отрасли «{ $industry }»: { $signed }, но его знак не установлен (95%‑й интервал: { $interval }).
       *[would] Наименьший эффект обмена был бы у отрасли «{ $industry }»: { $signed }, но его знак не установлен (95%‑й интервал: { $interval }).
    }
}
    .of = avoided

# After a region's balance: a word where that of the nation, the fact `nation`, has the opposite sign.
net-against-nation = { $way ->
    [up] { $tense ->
        [past] { $nation-way ->
            [down] Сальдо страны имеет противоположный знак.
           *[other] {""}
        }
       *[would] { $nation-way ->
            [down] Сальдо страны имело бы противоположный знак.
           *[other] {""}
        }
    }
    [down] { $tense ->
        [past] { $nation-way ->
            [up] Сальдо страны имеет противоположный знак.
           *[other] {""}
        }
       *[would] { $nation-way ->
            [up] Сальдо страны имело бы противоположный знак.
           *[other] {""}
        }
    }
    [none] { $tense ->
        [past] {""}
       *[would] {""}
    }
   *[unsure] { $tense ->
        [past] {""}
       *[would] {""}
    }
}
    .of = balance

## Shares

# A share in the genitive or after «это», in words where the rounded figure would be zero.
share-part-noun = { $zero ->
    [yes] менее одной тысячной
   *[no] { $value }
}

## Levels. The subject is plural: выбросы.

# "составили 28,7 млн т": CO2 in goods.
level-carried = { $tense ->
    [past] составили { $value }
   *[would] { $bounded ->
        [yes] составили бы { $value } (95%‑й интервал: { $interval })
       *[no] составили бы { $value } (интервал оценить нельзя)
    }
}
    .of = embodied

# The same of the sum of both flows: сумма.
level-joint = { $tense ->
    [past] составила { $value }
   *[would] { $bounded ->
        [yes] составила бы { $value } (95%‑й интервал: { $interval })
       *[no] составила бы { $value }
    }
}
    .of = joint

## Ranks

# "15-е место среди регионов": after «это».
# Вес отрасли в регионе рядом с её весом в стране.
ratio-specialised = { $tense ->
    [past] Доля отрасли «{ $industry }» в выбросах для Китая здесь в { $value } раза больше общероссийской.
   *[would] Доля отрасли «{ $industry }» в выбросах для Китая здесь была бы в { $value } раза больше общероссийской.
}
    .of = location_quotient

rank-per-person = { $tense ->
    [past] По выбросам на жителя регион занимает { $value } место, по объёму — { $all }.
   *[would] По выбросам на жителя регион занял бы { $value } место, по объёму — { $all }.
}
    .of = rank_per_capita

rank-by-growth = { $tense ->
    [past] По изменению с { $base } г. у него { $value } место.
   *[would] По изменению с { $base } г. у него было бы { $value } место.
}
    .of = rank_growth

rank-among = { $tense ->
    [past] { $value } место среди регионов
   *[would] было бы { $value } место среди регионов
}

## Two facts

# A change in the region against that of the nation.
compare-with-nation = { $way ->
    [up] { $tense ->
        [past] Это выше, чем по стране в целом ({ $other-signed }).
       *[would] Это было бы выше, чем по стране в целом ({ $other-signed }).
    }
    [down] { $tense ->
        [past] Это ниже, чем по стране в целом ({ $other-signed }).
       *[would] Это было бы ниже, чем по стране в целом ({ $other-signed }).
    }
    [none] { $tense ->
        [past] По стране в целом изменение такое же.
       *[would] По стране в целом изменение было бы таким же.
    }
   *[unsure] { $tense ->
        [past] Выше это или ниже, чем по стране в целом ({ $other-signed }), не установлено.
       *[would] Было бы это выше или ниже, чем по стране в целом ({ $other-signed }), не установлено.
    }
}
    .of = growth

# The region's share in emissions against its share in the value of goods.
compare-mix = { $way ->
    [up] { $tense ->
        [past] В { $year } г. на регион приходилось { $other-value } стоимости российских товаров для Китая и { $value } воплощённых в них выбросов. Его товары относятся к отраслям, которые на доллар выпуска выбрасывают больше, чем российские товары для Китая в среднем. Это различие структуры, а не технологии.
       *[would] В { $year } г. на регион приходилось бы { $other-value } стоимости российских товаров для Китая и { $value } воплощённых в них выбросов. Его товары относятся к отраслям, которые на доллар выпуска выбрасывают больше, чем российские товары для Китая в среднем. Это различие структуры, а не технологии.
    }
    [down] { $tense ->
        [past] В { $year } г. на регион приходилось { $other-value } стоимости российских товаров для Китая, но только { $value } воплощённых в них выбросов. Его товары относятся к отраслям, которые на доллар выпуска выбрасывают меньше, чем российские товары для Китая в среднем. Это различие структуры, а не технологии.
       *[would] В { $year } г. на регион приходилось бы { $other-value } стоимости российских товаров для Китая, но только { $value } воплощённых в них выбросов. Его товары относятся к отраслям, которые на доллар выпуска выбрасывают меньше, чем российские товары для Китая в среднем. Это различие структуры, а не технологии.
    }
    [none] { $tense ->
        [past] В { $year } г. доля региона в стоимости российских товаров для Китая и в воплощённых в них выбросах была одинаковой: { $value }. Набор товаров близок к среднему по стране.
       *[would] В { $year } г. доля региона в стоимости российских товаров для Китая и в воплощённых в них выбросах была бы одинаковой: { $value }. Набор товаров близок к среднему по стране.
    }
   *[unsure] { $tense ->
        [past] В { $year } г. на регион приходилось { $other-value } стоимости российских товаров для Китая и { $value } воплощённых в них выбросов; различие долей не выходит за пределы погрешности.
       *[would] В { $year } г. на регион приходилось бы { $other-value } стоимости российских товаров для Китая и { $value } воплощённых в них выбросов; различие долей не выходит за пределы погрешности.
    }
}
    .of = share

## Without facts

text-sign = Положительное сальдо: Россия выбрасывает для Китая больше, чем Китай для России. Отрицательное: наоборот.

# The same for one region.
text-sign-region = Сальдо больше нуля: здесь для Китая выброшено больше, чем в Китае для региона; меньше нуля: наоборот.

## Parts of sentences above

text-was = { $tense ->
    [past] составило { $signed }
   *[would] составило бы { $signed }
}{ $bounded ->
    [yes] {" "}(95%‑й интервал: { $interval })
   *[no] {""}
}

text-interval-clear = { $tense ->
    [past] 95%‑й интервал сальдо { $year } г., { $interval }, не включает ноль.
   *[would] 95%‑й интервал сальдо { $year } г., { $interval }, не включал бы ноль.
}

text-signs-same = { $tense ->
    [past] Знаки { $both } совпадают.
   *[would] Знаки { $both } совпадали бы.
}

text-signs-opposite = { $tense ->
    [past] Знаки { $both } противоположны.
   *[would] Знаки { $both } были бы противоположны.
}

text-signs-zero = { $tense ->
    [past] Одно из этих значений или оба равны нулю.
   *[would] Одно из этих значений или оба были бы равны нулю.
}

text-signs-unsure = { $tense ->
    [past] Совпадают ли знаки { $both }, не установлено.
   *[would] Совпадали бы знаки { $both }, не установлено.
}

## Places

# Forms of a region's name that names.ftl does not have: the name stays in the nominative.
region-names =
    .text = регион «{ $name }»
    .start = Регион «{ $name }»
    .in = в регионе «{ $name }»
    .of = региона «{ $name }»
