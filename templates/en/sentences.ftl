# The sentences of English reports whose words turn on a fact: direction ($way), tense ($tense), status and number are
# the fact's, not the writer's. A template asks for a sentence by name: {{ growth|say("moved") }} is change-moved.
#
# The first word of a name is the kind of quantity that the sentence tells: level, net, difference, share, change, points,
# rank, count, ratio, statistic; compare for two facts; text for none. The program refuses a file in which a message
# leaves out a direction or a tense that its facts can have. What has no verb ends in -noun.
#
# Of its fact a message may use: $value (without a sign where the sentence tells the direction), $signed, $interval,
# $bounded (yes, no), $zero (yes: prints as zero), $way (up, down, none, unsure), $tense (past, would), $year, $base,
# $number (for plural forms), $region, $region-start, $region-in, $region-of, $industry. Of a second fact the same with
# the prefix other- or the name under which the template gives it.
#
# The attribute .of restricts a message to measures of which its words are true.

## Changes

# "rose by 12.3%": of a relative change.
change-moved = { $way ->
    [up] { $tense ->
        [past] rose by { $value }
       *[would] would rise by { $value }
    }
    [down] { $tense ->
        [past] fell by { $value }
       *[would] would fall by { $value }
    }
    [none] { $tense ->
        [past] stayed the same
       *[would] would stay the same
    }
   *[unsure] { $tense ->
        [past] showed no clear change ({ $signed }; 95% interval { $interval })
       *[would] would show no clear change ({ $signed }; 95% interval { $interval })
    }
}

# "+12.3% since 2010": under a headline number.
change-since-noun = { $way ->
    [up] { $signed } since { $base }
    [down] { $signed } since { $base }
    [none] unchanged since { $base }
   *[unsure] { $signed } since { $base }, within its error
}

# The same over a figure, where there is no room for an interval.
change-moved-title = { $way ->
    [up] { $tense ->
        [past] rose by { $value }
       *[would] would rise by { $value }
    }
    [down] { $tense ->
        [past] fell by { $value }
       *[would] would fall by { $value }
    }
    [none] { $tense ->
        [past] stayed the same
       *[would] would stay the same
    }
   *[unsure] { $tense ->
        [past] showed no clear change ({ $signed })
       *[would] would show no clear change ({ $signed })
    }
}

# "rose by 12.3%, to 28.7 Mt": with the level after the change, the fact `level`.
change-moved-to = { $way ->
    [up] { $tense ->
        [past] rose by { $value }, to { $level }
       *[would] would rise by { $value }, to { text-level }
    }
    [down] { $tense ->
        [past] fell by { $value }, to { $level }
       *[would] would fall by { $value }, to { text-level }
    }
    [none] { $tense ->
        [past] stayed at { $level }
       *[would] would stay at { text-level }
    }
   *[unsure] { $tense ->
        [past] came to { $level }, a change of { $signed } that lies within its error (95% interval { $interval })
       *[would] would come to { text-level }, a change of { $signed } that lies within its error (95% interval { $interval })
    }
}

# "41% below the continued trend": where a published total lies.
change-off-noun = { $way ->
    [up] { $value } above the continued trend
    [down] { $value } below the continued trend
    [none] on the continued trend
   *[unsure] { $signed } off the continued trend, within the error of both
}
    .of = forecast_error

# The partner's record of trade against the reporter's.
change-gap = { $way ->
    [up] { $tense ->
        [past] For { $year } { $partner } reports a value of the goods { $made } that is { $value } above { $reporter }'s.
       *[would] For { $year } { $partner } would report a value of the goods { $made } that is { $value } above { $reporter }'s.
    }
    [down] { $tense ->
        [past] For { $year } { $partner } reports a value of the goods { $made } that is { $value } below { $reporter }'s.
       *[would] For { $year } { $partner } would report a value of the goods { $made } that is { $value } below { $reporter }'s.
    }
    [none] { $tense ->
        [past] For { $year } both countries report the same value of the goods { $made }.
       *[would] For { $year } both countries would report the same value of the goods { $made }.
    }
   *[unsure] { $tense ->
        [past] For { $year } the values of the goods { $made } that the two countries report differ by { $signed }, within their error.
       *[would] For { $year } the values of the goods { $made } that the two countries report would differ by { $signed }, within their error.
    }
}
    .of = mirror_gap

## Balances

# The nation's balance, or that of an industry.
net-balance = { $way ->
    [up] { $tense ->
        [past] { $reporter } emitted { $value } more for { $partner } than { $partner } emitted for { $reporter } in { $year }
       *[would] { $reporter } would emit { $value } more for { $partner } than { $partner } for { $reporter } in { $year }
    }
    [down] { $tense ->
        [past] { $partner } emitted { $value } more for { $reporter } than { $reporter } emitted for { $partner } in { $year }
       *[would] { $partner } would emit { $value } more for { $reporter } than { $reporter } for { $partner } in { $year }
    }
    [none] { $tense ->
        [past] { $reporter } and { $partner } emitted the same amount for each other in { $year }
       *[would] { $reporter } and { $partner } would emit the same amount for each other in { $year }
    }
   *[unsure] { $tense ->
        [past] Which of the two countries emitted more for the other in { $year } is not sure: the balance is { $signed }, its 95% interval { $interval }
       *[would] Which of the two countries would emit more for the other in { $year } is not sure: the balance is { $signed }, its 95% interval { $interval }
    }
}
    .of = balance scenario_balance

# What the exchange does to the joint emissions.
net-exchange = { $way ->
    [up] { $tense ->
        [past] Set against each side making for itself what it got from the other, the exchange raised the joint emissions of { $year } by { $value }.
       *[would] Set against each side making for itself what it gets from the other, the exchange would raise the joint emissions of { $year } by { $value }.
    }
    [down] { $tense ->
        [past] Set against each side making for itself what it got from the other, the exchange lowered the joint emissions of { $year } by { $value }.
       *[would] Set against each side making for itself what it gets from the other, the exchange would lower the joint emissions of { $year } by { $value }.
    }
    [none] { $tense ->
        [past] Set against each side making for itself what it got from the other, the exchange left the joint emissions of { $year } as they were.
       *[would] Set against each side making for itself what it gets from the other, the exchange would leave the joint emissions of { $year } as they are.
    }
   *[unsure] { $tense ->
        [past] Whether the exchange raised or lowered the joint emissions of { $year } is not sure ({ $signed }; 95% interval { $interval }).
       *[would] Whether the exchange would raise or lower the joint emissions of { $year } is not sure ({ $signed }; 95% interval { $interval }).
    }
}
    .of = avoided

# "was 16.5 Mt": a balance or an effect among other numbers, with its interval where it has one.
net-was = { $way ->
    [up] { text-was }
    [down] { text-was }
    [none] { $tense ->
        [past] was zero
       *[would] would be zero
    }
   *[unsure] { $tense ->
        [past] was { $signed } (95% interval { $interval }; the sign is not sure)
       *[would] would be { $signed } (95% interval { $interval }; the sign is not sure)
    }
}

# "would come to 16.5 Mt": the same without its interval, where a table beside has it and the sign is sure.
net-came = { $way ->
    [up] { text-came }
    [down] { text-came }
    [none] { $tense ->
        [past] came to zero
       *[would] would come to zero
    }
   *[unsure] { $tense ->
        [past] came to { $signed } (95% interval { $interval }; the sign is not sure)
       *[would] would come to { $signed } (95% interval { $interval }; the sign is not sure)
    }
}

# The balance in the title of a figure.
net-balance-title = { $way ->
    [up] { $tense ->
        [past] { $reporter } emitted { $value } more for { $partner } than { $partner } for { $reporter } in { $year }
       *[would] { $reporter } would emit { $value } more for { $partner } than { $partner } for { $reporter } in { $year }
    }
    [down] { $tense ->
        [past] { $partner } emitted { $value } more for { $reporter } than { $reporter } for { $partner } in { $year }
       *[would] { $partner } would emit { $value } more for { $reporter } than { $reporter } for { $partner } in { $year }
    }
    [none] { $tense ->
        [past] { $reporter } and { $partner } emitted the same for each other in { $year }
       *[would] { $reporter } and { $partner } would emit the same for each other in { $year }
    }
   *[unsure] { $tense ->
        [past] the balance of { $year } was { $signed }, its sign not sure
       *[would] the balance of { $year } would be { $signed }, its sign not sure
    }
}
    .of = balance scenario_balance

# Whether two nets have the same sign. The first is the projected one, if only one is; `second` is the other fact, `both`
# names them: "the balance and the exchange effect".
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

# A region's balance, as a key message.
net-region-balance = { $way ->
    [up] { $tense ->
        [past] **The balance is positive,** { $signed }: in { $year } more was emitted here for { $partner } than in { $partner } for the region.
       *[would] **The balance would be positive,** { $signed }: in { $year } more would be emitted here for { $partner } than in { $partner } for the region.
    }
    [down] { $tense ->
        [past] **The balance is negative,** { $signed }: in { $year } more was emitted in { $partner } for the region than here for { $partner }.
       *[would] **The balance would be negative,** { $signed }: in { $year } more would be emitted in { $partner } for the region than here for { $partner }.
    }
    [none] { $tense ->
        [past] **The balance is even:** in { $year } as much was emitted here for { $partner } as in { $partner } for the region.
       *[would] **The balance would be even:** in { $year } as much would be emitted here for { $partner } as in { $partner } for the region.
    }
   *[unsure] { $tense ->
        [past] **The sign of the balance is not sure:** it is { $signed } in { $year }, and its 95% interval, { $interval }, holds zero.
       *[would] **The sign of the balance is not sure:** it would be { $signed } in { $year }, and its 95% interval, { $interval }, holds zero.
    }
}
    .of = balance

# The same over a figure.
net-region-title = { $way ->
    [up] { $tense ->
        [past] more CO2 was emitted here for { $partner } than in { $partner } for the region
       *[would] more CO2 would be emitted here for { $partner } than in { $partner } for the region
    }
    [down] { $tense ->
        [past] more CO2 was emitted in { $partner } for the region than here for { $partner }
       *[would] more CO2 would be emitted in { $partner } for the region than here for { $partner }
    }
    [none] { $tense ->
        [past] as much CO2 was emitted here for { $partner } as in { $partner } for the region
       *[would] as much CO2 would be emitted here for { $partner } as in { $partner } for the region
    }
   *[unsure] { $tense ->
        [past] it is not sure whether more CO2 was emitted here for { $partner } or in { $partner } for the region
       *[would] it is not sure whether more CO2 would be emitted here for { $partner } or in { $partner } for the region
    }
}
    .of = balance

# Where the balance of a region and that of the nation, $nation, have opposite signs; else nothing.
net-against-nation = { $way ->
    [up] { $tense ->
        [past] { $nation-way ->
            [down] The nation’s balance has the opposite sign.
           *[other] {""}
        }
       *[would] { $nation-way ->
            [down] The nation’s balance would have the opposite sign.
           *[other] {""}
        }
    }
    [down] { $tense ->
        [past] { $nation-way ->
            [up] The nation’s balance has the opposite sign.
           *[other] {""}
        }
       *[would] { $nation-way ->
            [up] The nation’s balance would have the opposite sign.
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

# A later balance beside an earlier one, $before; with the $joint total and the exchange $effect of its year.
net-later = { $way ->
    [up] { $tense ->
        [past] { $before-way ->
            [down] The balance changed its sign, to { $signed }. The joint total was { $joint } and the exchange effect { $effect-signed }.
           *[other] The balance was { $signed }. The joint total was { $joint } and the exchange effect { $effect-signed }.
        }
       *[would] { $before-way ->
            [down] The balance would change its sign, to { $signed }. The joint total would be { $joint } and the exchange effect { $effect-signed }.
           *[other] The balance would be { $signed }. The joint total would be { $joint } and the exchange effect { $effect-signed }.
        }
    }
    [down] { $tense ->
        [past] { $before-way ->
            [up] The balance changed its sign, to { $signed }. The joint total was { $joint } and the exchange effect { $effect-signed }.
           *[other] The balance was { $signed }. The joint total was { $joint } and the exchange effect { $effect-signed }.
        }
       *[would] { $before-way ->
            [up] The balance would change its sign, to { $signed }. The joint total would be { $joint } and the exchange effect { $effect-signed }.
           *[other] The balance would be { $signed }. The joint total would be { $joint } and the exchange effect { $effect-signed }.
        }
    }
    [none] { $tense ->
        [past] The balance was zero. The joint total was { $joint } and the exchange effect { $effect-signed }.
       *[would] The balance would be zero. The joint total would be { $joint } and the exchange effect { $effect-signed }.
    }
   *[unsure] { $tense ->
        [past] The balance was { $signed } (95% interval { $interval }; the sign is not sure). The joint total was { $joint } and the exchange effect { $effect-signed }.
       *[would] The balance would be { $signed } (95% interval { $interval }; the sign is not sure). The joint total would be { $joint } and the exchange effect { $effect-signed }.
    }
}
    .of = balance

# The highest balance of all industries.
net-highest = { $way ->
    [up] { $tense ->
        [past] The largest positive balance is that of { $industry }, { $signed }.
       *[would] The largest positive balance would be that of { $industry }, { $signed }.
    }
    [down] { $tense ->
        [past] No industry has a positive balance.
       *[would] No industry would have a positive balance.
    }
    [none] { $tense ->
        [past] No industry has a positive balance.
       *[would] No industry would have a positive balance.
    }
   *[unsure] { $tense ->
        [past] The highest balance is that of { $industry }, { $signed }, but its sign is not sure (95% interval { $interval }).
       *[would] The highest balance would be that of { $industry }, { $signed }, but its sign is not sure (95% interval { $interval }).
    }
}
    .of = balance

# The lowest balance of all industries.
net-lowest = { $way ->
    [up] { $tense ->
        [past] No industry has a negative balance.
       *[would] No industry would have a negative balance.
    }
    [down] { $tense ->
        [past] The largest negative balance is that of { $industry }, { $signed }.
       *[would] The largest negative balance would be that of { $industry }, { $signed }.
    }
    [none] { $tense ->
        [past] No industry has a negative balance.
       *[would] No industry would have a negative balance.
    }
   *[unsure] { $tense ->
        [past] The lowest balance is that of { $industry }, { $signed }, but its sign is not sure (95% interval { $interval }).
       *[would] The lowest balance would be that of { $industry }, { $signed }, but its sign is not sure (95% interval { $interval }).
    }
}
    .of = balance

# The highest balance of all regions.
net-highest-region = { $way ->
    [up] { $tense ->
        [past] The balance of { $year } is highest { $region-in }, { $signed }.
       *[would] The balance of { $year } would be highest { $region-in }, { $signed }.
    }
    [down] { $tense ->
        [past] No region has a balance above zero in { $year }.
       *[would] No region would have a balance above zero in { $year }.
    }
    [none] { $tense ->
        [past] No region has a balance above zero in { $year }.
       *[would] No region would have a balance above zero in { $year }.
    }
   *[unsure] { $tense ->
        [past] The balance of { $year } is highest { $region-in }, { $signed }, but its sign is not sure (95% interval { $interval }).
       *[would] The balance of { $year } would be highest { $region-in }, { $signed }, but its sign is not sure (95% interval { $interval }).
    }
}
    .of = balance

# The lowest balance of all regions; stands after the highest.
net-lowest-region = { $way ->
    [up] { $tense ->
        [past] No region has a balance below zero in { $year }.
       *[would] No region would have a balance below zero in { $year }.
    }
    [down] { $tense ->
        [past] The lowest is that { $region-of }, { $signed }.
       *[would] The lowest would be that { $region-of }, { $signed }.
    }
    [none] { $tense ->
        [past] No region has a balance below zero in { $year }.
       *[would] No region would have a balance below zero in { $year }.
    }
   *[unsure] { $tense ->
        [past] The lowest is that { $region-of }, { $signed }, but its sign is not sure (95% interval { $interval }).
       *[would] The lowest would be that { $region-of }, { $signed }, but its sign is not sure (95% interval { $interval }).
    }
}
    .of = balance

# Over a map: the highest balance of all regions and the $lowest.
net-extremes-noun = { $way ->
    [up] { $lowest-way ->
        [down] balance highest { $region-in }, lowest { $lowest-region-in }
        [unsure] balance highest { $region-in }, lowest { $lowest-region-in } (sign not sure)
       *[other] balance highest { $region-in }
    }
    [down] balance lowest { $lowest-region-in }
    [none] { $lowest-way ->
        [down] balance lowest { $lowest-region-in }
        [unsure] balance lowest { $lowest-region-in } (sign not sure)
       *[other] no balance in any region
    }
   *[unsure] { $lowest-way ->
        [down] balance highest { $region-in } (sign not sure), lowest { $lowest-region-in }
        [unsure] balance highest { $region-in }, lowest { $lowest-region-in } (signs not sure)
       *[other] balance highest { $region-in } (sign not sure)
    }
}
    .of = balance

# The exchange effect and what it means.
net-effect = { $way ->
    [up] { $tense ->
        [past] The exchange effect of { $year } is { $signed }: joint emissions are higher for it.
       *[would] The exchange effect of { $year } would be { $signed }: joint emissions would be higher for it.
    }
    [down] { $tense ->
        [past] The exchange effect of { $year } is { $signed }: joint emissions are lower for it.
       *[would] The exchange effect of { $year } would be { $signed }: joint emissions would be lower for it.
    }
    [none] { $tense ->
        [past] The exchange effect of { $year } is zero.
       *[would] The exchange effect of { $year } would be zero.
    }
   *[unsure] { $tense ->
        [past] The exchange effect of { $year } is { $signed }, but whether joint emissions are higher or lower for it is not sure (95% interval { $interval }).
       *[would] The exchange effect of { $year } would be { $signed }, but whether joint emissions would be higher or lower for it is not sure (95% interval { $interval }).
    }
}
    .of = avoided

# What lies behind the exchange effect of one industry; nothing where its sign is not sure.
net-made-where = { $way ->
    [up] { $tense ->
        [past] More of the goods are made where making them emits more.
       *[would] More of the goods would be made where making them emits more.
    }
    [down] { $tense ->
        [past] More of the goods are made where making them emits less.
       *[would] More of the goods would be made where making them emits less.
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
    .of = avoided

# What the interval of a balance says of its sign; of a balance that has one.
net-interval = { $way ->
    [up] { $tense ->
        [past] The 95% interval of the balance of { $year } is { $interval }: its sign is sure within what the interval holds.
       *[would] The 95% interval of the balance of { $year } is { $interval }: its sign would be sure within what the interval holds.
    }
    [down] { $tense ->
        [past] The 95% interval of the balance of { $year } is { $interval }: its sign is sure within what the interval holds.
       *[would] The 95% interval of the balance of { $year } is { $interval }: its sign would be sure within what the interval holds.
    }
    [none] { $tense ->
        [past] The 95% interval of the balance of { $year } is { $interval }: the balance is zero.
       *[would] The 95% interval of the balance of { $year } is { $interval }: the balance would be zero.
    }
   *[unsure] { $tense ->
        [past] The 95% interval of the balance of { $year } is { $interval }: it holds zero, so the sign of the balance is not sure.
       *[would] The 95% interval of the balance of { $year } is { $interval }: it holds zero, so the sign of the balance would not be sure.
    }
}
    .of = balance

# The lowest exchange effect of all industries.
net-lowest-effect = { $way ->
    [up] { $tense ->
        [past] In no industry did trade lower joint emissions.
       *[would] In no industry would trade lower joint emissions.
    }
    [down] { $tense ->
        [past] Trade in { $industry } lowered joint emissions most, by { $value }.
       *[would] Trade in { $industry } would lower joint emissions most, by { $value }.
    }
    [none] { $tense ->
        [past] In no industry did trade lower joint emissions.
       *[would] In no industry would trade lower joint emissions.
    }
   *[unsure] { $tense ->
        [past] The lowest exchange effect is that of trade in { $industry }, { $signed }, but its sign is not sure (95% interval { $interval }).
       *[would] The lowest exchange effect would be that of trade in { $industry }, { $signed }, but its sign is not sure (95% interval { $interval }).
    }
}
    .of = avoided

# The highest exchange effect of all industries.
net-highest-effect = { $way ->
    [up] { $tense ->
        [past] Trade in { $industry } raised joint emissions most, by { $value }.
       *[would] Trade in { $industry } would raise joint emissions most, by { $value }.
    }
    [down] { $tense ->
        [past] In no industry did trade raise joint emissions.
       *[would] In no industry would trade raise joint emissions.
    }
    [none] { $tense ->
        [past] In no industry did trade raise joint emissions.
       *[would] In no industry would trade raise joint emissions.
    }
   *[unsure] { $tense ->
        [past] The highest exchange effect is that of trade in { $industry }, { $signed }, but its sign is not sure (95% interval { $interval }).
       *[would] The highest exchange effect would be that of trade in { $industry }, { $signed }, but its sign is not sure (95% interval { $interval }).
    }
}
    .of = avoided

## Differences

# What one cause does to an amount: "added 3.4 Mt".
difference-added = { $way ->
    [up] { $tense ->
        [past] added { $value }
       *[would] would add { $value }
    }
    [down] { $tense ->
        [past] took { $value } away
       *[would] would take { $value } away
    }
    [none] { $tense ->
        [past] changed nothing
       *[would] would change nothing
    }
   *[unsure] { $tense ->
        [past] gave { $signed }, whose sign is not sure (95% interval { $interval })
       *[would] would give { $signed }, whose sign is not sure (95% interval { $interval })
    }
}

# "would be 5.1 Mt higher": a result of other assumptions against that of the account.
difference-against = { $way ->
    [up] { $tense ->
        [past] is { $value } higher
       *[would] would be { $value } higher
    }
    [down] { $tense ->
        [past] is { $value } lower
       *[would] would be { $value } lower
    }
    [none] { $tense ->
        [past] is the same
       *[would] would be the same
    }
   *[unsure] { $tense ->
        [past] is not surely higher or lower ({ $signed }; 95% interval { $interval })
       *[would] would not surely be higher or lower ({ $signed }; 95% interval { $interval })
    }
}
    .of = scenario_change sensitivity_change

# What trade and, the fact `technique`, emissions per dollar did to the emissions of a flow.
difference-with-technique = { $way ->
    [up] { $tense ->
        [past] trade raised the emissions, { text-technique }
       *[would] trade would raise the emissions, { text-technique }
    }
    [down] { $tense ->
        [past] trade lowered the emissions, { text-technique }
       *[would] trade would lower the emissions, { text-technique }
    }
    [none] { $tense ->
        [past] trade left the emissions as they were, { text-technique }
       *[would] trade would leave the emissions as they are, { text-technique }
    }
   *[unsure] { $tense ->
        [past] it is not sure whether trade raised or lowered the emissions, { text-technique }
       *[would] it is not sure whether trade would raise or lower the emissions, { text-technique }
    }
}
    .of = lmdi_scale

## Shares

# A share, in words where the rounded figure would be zero.
share-part-noun = { $zero ->
    [yes] less than one part in a thousand
   *[no] { $value }
}

## Levels

# "carried 28.7 Mt of CO2": goods.
level-carried = { $tense ->
    [past] { $zero ->
        [yes] carried no CO2
       *[no] carried { $value } of CO2
    }
   *[would] { $zero ->
        [yes] would carry no CO2
       *[no] { $bounded ->
            [yes] would carry { $value } of CO2 (95% interval { $interval })
           *[no] would carry { $value } of CO2 (no interval can be given)
        }
    }
}
    .of = embodied

# "was 90 Mt": a total among other numbers, with its interval where it has one.
level-was = { text-was }

level-came = { text-came }

## Ranks

rank-among = { $tense ->
    [past] { $number ->
        [1] ranks first among the regions
       *[other] ranks { $value } among the regions
    }
   *[would] { $number ->
        [1] would rank first among the regions
       *[other] would rank { $value } among the regions
    }
}
    .of = rank rank_balance

# In an earlier year, $before, and now.
rank-years = { $tense ->
    [past] ranked { $before } in { $before-year } and { $value } in { $year }
   *[would] ranked { $before } in { $before-year } and would rank { $value } in { $year }
}

# How an industry weighs in a region against its weight in the nation.
ratio-specialised = { $tense ->
    [past] In the CO2 emitted here for { $partner }, the part of { $industry } is { $value } times that in the nation.
   *[would] In the CO2 emitted here for { $partner }, the part of { $industry } would be { $value } times that in the nation.
}
    .of = location_quotient

rank-per-person = { $tense ->
    [past] Per inhabitant the region ranks { $value }, in all { $all }.
   *[would] Per inhabitant the region would rank { $value }, in all { $all }.
}
    .of = rank_per_capita

rank-by-growth = { $tense ->
    [past] By its change since { $base } it ranks { $value } among the regions.
   *[would] By its change since { $base } it would rank { $value } among the regions.
}
    .of = rank_growth

## Two facts

# "more than": the first fact against the second.
compare-more-noun = { $way ->
    [up] more than
    [down] less than
    [none] as much as
   *[unsure] about as much as
}

# "higher than": the same of what is not counted.
compare-higher-noun = { $way ->
    [up] higher than
    [down] lower than
    [none] the same as
   *[unsure] not surely higher or lower than
}

# A change in a region and that in the nation.
compare-with-nation = { $way ->
    [up] { $tense ->
        [past] That is above the change in the nation, { $other-signed }.
       *[would] That would be above the change in the nation, { $other-signed }.
    }
    [down] { $tense ->
        [past] That is below the change in the nation, { $other-signed }.
       *[would] That would be below the change in the nation, { $other-signed }.
    }
    [none] { $tense ->
        [past] The change in the nation is the same.
       *[would] The change in the nation would be the same.
    }
   *[unsure] { $tense ->
        [past] Whether that is above or below the change in the nation, { $other-signed }, is not sure.
       *[would] Whether that would be above or below the change in the nation, { $other-signed }, is not sure.
    }
}
    .of = growth

# CO2 in goods that a region makes, and in goods that it gets.
compare-region-flows = { $way ->
    [up] { $tense ->
        [past] The goods made here for { $partner } carried more.
       *[would] The goods made here for { $partner } would carry more.
    }
    [down] { $tense ->
        [past] The region matters more as a user than as a maker.
       *[would] The region would matter more as a user than as a maker.
    }
    [none] { $tense ->
        [past] The two amounts are equal.
       *[would] The two amounts would be equal.
    }
   *[unsure] { $tense ->
        [past] Which of the two amounts is the larger is not sure.
       *[would] Which of the two amounts would be the larger is not sure.
    }
}
    .of = embodied

# The shares of a region in the CO2 and in the value of what the reporter makes for the partner.
compare-mix = { $way ->
    [up] { $tense ->
        [past] The region makes { $other-value } of the value of { $reporter }’s goods for { $partner } and carries { $value } of their CO2. Its goods belong to industries that emit more per dollar than the average of what { $reporter } makes for { $partner }. This is a difference of composition, not of technology.
       *[would] The region would make { $other-value } of the value of { $reporter }’s goods for { $partner } and carry { $value } of their CO2. Its goods would belong to industries that emit more per dollar than the average of what { $reporter } makes for { $partner }. This is a difference of composition, not of technology.
    }
    [down] { $tense ->
        [past] The region makes { $other-value } of the value of { $reporter }’s goods for { $partner } and carries { $value } of their CO2. Its goods belong to industries that emit less per dollar than the average of what { $reporter } makes for { $partner }. This is a difference of composition, not of technology.
       *[would] The region would make { $other-value } of the value of { $reporter }’s goods for { $partner } and carry { $value } of their CO2. Its goods would belong to industries that emit less per dollar than the average of what { $reporter } makes for { $partner }. This is a difference of composition, not of technology.
    }
    [none] { $tense ->
        [past] The region’s share of the value of { $reporter }’s goods for { $partner } and its share of their CO2 are about the same, { $value }. Its mix of goods is near the average of what { $reporter } makes for { $partner }.
       *[would] The region’s share of the value of { $reporter }’s goods for { $partner } and its share of their CO2 would be about the same, { $value }. Its mix of goods would be near the average of what { $reporter } makes for { $partner }.
    }
   *[unsure] { $tense ->
        [past] The region makes { $other-value } of the value of { $reporter }’s goods for { $partner } and carries { $value } of their CO2. Whether its goods emit more or less per dollar than the average of what { $reporter } makes for { $partner } is not sure.
       *[would] The region would make { $other-value } of the value of { $reporter }’s goods for { $partner } and carry { $value } of their CO2. Whether its goods would emit more or less per dollar than the average of what { $reporter } makes for { $partner } is not sure.
    }
}
    .of = share

# The shares of an industry in the CO2 and in the value of a flow.
compare-dollar = { $way ->
    [up] { $tense ->
        [past] A dollar of these goods carries more CO2 than the average dollar of that flow.
       *[would] A dollar of these goods would carry more CO2 than the average dollar of that flow.
    }
    [down] { $tense ->
        [past] A dollar of these goods carries less CO2 than the average dollar of that flow.
       *[would] A dollar of these goods would carry less CO2 than the average dollar of that flow.
    }
    [none] { $tense ->
        [past] A dollar of these goods carries about as much CO2 as the average dollar of that flow.
       *[would] A dollar of these goods would carry about as much CO2 as the average dollar of that flow.
    }
   *[unsure] { $tense ->
        [past] Whether a dollar of these goods carries more or less CO2 than the average dollar of that flow is not sure.
       *[would] Whether a dollar of these goods would carry more or less CO2 than the average dollar of that flow is not sure.
    }
}
    .of = share

# The intensities of an industry in the two countries.
compare-per-dollar = { $way ->
    [up] { $tense ->
        [past] In { $year } a dollar of output caused more CO2 in { $reporter } ({ $value }) than in { $partner } ({ $other-value }).
       *[would] In { $year } a dollar of output would cause more CO2 in { $reporter } ({ $value }) than in { $partner } ({ $other-value }).
    }
    [down] { $tense ->
        [past] In { $year } a dollar of output caused less CO2 in { $reporter } ({ $value }) than in { $partner } ({ $other-value }).
       *[would] In { $year } a dollar of output would cause less CO2 in { $reporter } ({ $value }) than in { $partner } ({ $other-value }).
    }
    [none] { $tense ->
        [past] In { $year } a dollar of output caused as much CO2 in { $reporter } as in { $partner } ({ $value }).
       *[would] In { $year } a dollar of output would cause as much CO2 in { $reporter } as in { $partner } ({ $value }).
    }
   *[unsure] { $tense ->
        [past] Whether a dollar of output caused more CO2 in { $reporter } ({ $value }) or in { $partner } ({ $other-value }) in { $year } is not sure.
       *[would] Whether a dollar of output would cause more CO2 in { $reporter } ({ $value }) or in { $partner } ({ $other-value }) in { $year } is not sure.
    }
}
    .of = intensity

# The same over a figure.
compare-per-dollar-title = { $way ->
    [up] { $tense ->
        [past] A dollar of output caused more CO2 in { $reporter } than in { $partner }
       *[would] A dollar of output would cause more CO2 in { $reporter } than in { $partner }
    }
    [down] { $tense ->
        [past] A dollar of output caused less CO2 in { $reporter } than in { $partner }
       *[would] A dollar of output would cause less CO2 in { $reporter } than in { $partner }
    }
    [none] { $tense ->
        [past] A dollar of output caused as much CO2 in { $reporter } as in { $partner }
       *[would] A dollar of output would cause as much CO2 in { $reporter } as in { $partner }
    }
   *[unsure] { $tense ->
        [past] It is not sure whether a dollar of output caused more CO2 in { $reporter } or in { $partner }
       *[would] It is not sure whether a dollar of output would cause more CO2 in { $reporter } or in { $partner }
    }
}
    .of = intensity

# What the reporter sells of an industry's goods, and what it buys.
compare-sales = { $way ->
    [up] { $tense ->
        [past] { $reporter } sold more of these goods to { $partner } than it bought from there.
       *[would] { $reporter } would sell more of these goods to { $partner } than it would buy from there.
    }
    [down] { $tense ->
        [past] { $reporter } bought more of these goods from { $partner } than it sold there.
       *[would] { $reporter } would buy more of these goods from { $partner } than it would sell there.
    }
    [none] { $tense ->
        [past] { $reporter } sold as much of these goods to { $partner } as it bought from there.
       *[would] { $reporter } would sell as much of these goods to { $partner } as it would buy from there.
    }
   *[unsure] { $tense ->
        [past] Whether { $reporter } sold more of these goods to { $partner } ({ $value }) than it bought from there ({ $other-value }) is not sure.
       *[would] Whether { $reporter } would sell more of these goods to { $partner } ({ $value }) than it would buy from there ({ $other-value }) is not sure.
    }
}
    .of = trade

## Without facts

text-sign = Positive: { $reporter } emits more for { $partner } than { $partner } emits for { $reporter }. Negative: the reverse.

## Parts of sentences above

text-was = { $tense ->
    [past] was { $signed }
   *[would] would be { $signed }
}{ $bounded ->
    [yes] {" "}(95% interval { $interval })
   *[no] {""}
}

text-came = { $tense ->
    [past] came to { $signed }
   *[would] would come to { $signed }
}

text-level = { $level }{ $level-bounded ->
    [yes] {" "}(95% interval { $level-interval })
   *[no] {""}
}

text-signs-same = { $tense ->
    [past] The signs of { $both } were the same.
   *[would] The signs of { $both } would be the same.
}

text-signs-opposite = { $tense ->
    [past] The signs of { $both } were opposite.
   *[would] The signs of { $both } would be opposite.
}

text-signs-zero = { $tense ->
    [past] Of { $both }, at least one was zero.
   *[would] Of { $both }, at least one would be zero.
}

text-signs-unsure = { $tense ->
    [past] Whether the signs of { $both } were the same is not sure.
   *[would] Whether the signs of { $both } would be the same is not sure.
}

text-technique = { $tense ->
    [past] { $technique-way ->
        [up] and emissions per dollar raised them
        [down] and emissions per dollar lowered them
        [none] and emissions per dollar had no part in it
       *[unsure] and what emissions per dollar did, raise or lower them, is not sure
    }
   *[would] { $technique-way ->
        [up] and emissions per dollar would raise them
        [down] and emissions per dollar would lower them
        [none] and emissions per dollar would have no part in it
       *[unsure] and what emissions per dollar would do, raise or lower them, is not sure
    }
}

## Places

# Forms of a region's name that names.ftl does not have.
region-names =
    .text = { $name }
    .start = { $name }
    .in = in { $name }
    .of = of { $name }
