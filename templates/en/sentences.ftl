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
        [past] did not change beyond the error of the estimate ({ $signed }; 95% interval { $interval })
       *[would] would not change beyond the error of the estimate ({ $signed }; 95% interval { $interval })
    }
}

# "+12.3% since 2010": under a headline number.
change-since-noun = { $way ->
    [up] { $signed } since { $base }
    [down] { $signed } since { $base }
    [none] unchanged since { $base }
   *[unsure] { $signed } since { $base }, within its error
}

# Where a published total lies from the continued trend.
change-missed = { $way ->
    [up] { $tense ->
        [past] In { $year } the published value of all goods { $made } lay { $value } above the continued trend.
       *[would] In { $year } the published value of all goods { $made } would lie { $value } above the continued trend.
    }
    [down] { $tense ->
        [past] In { $year } the published value of all goods { $made } lay { $value } below the continued trend.
       *[would] In { $year } the published value of all goods { $made } would lie { $value } below the continued trend.
    }
    [none] { $tense ->
        [past] In { $year } the published value of all goods { $made } lay on the continued trend.
       *[would] In { $year } the published value of all goods { $made } would lie on the continued trend.
    }
   *[unsure] { $tense ->
        [past] In { $year } the published value of all goods { $made } lay { $signed } from the continued trend, within the error of both.
       *[would] In { $year } the published value of all goods { $made } would lie { $signed } from the continued trend, within the error of both.
    }
}
    .of = forecast_error

## Balances

# The nation's balance, or that of an industry.
net-balance = { $way ->
    [up] { $tense ->
        [past] Russia emitted { $value } more for China than China emitted for Russia in { $year }
       *[would] Russia would emit { $value } more for China than China for Russia in { $year }
    }
    [down] { $tense ->
        [past] China emitted { $value } more for Russia than Russia emitted for China in { $year }
       *[would] China would emit { $value } more for Russia than Russia for China in { $year }
    }
    [none] { $tense ->
        [past] Russia and China emitted the same amount for each other in { $year }
       *[would] Russia and China would emit the same amount for each other in { $year }
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

# A region's balance, as a key message.
net-region-balance = { $way ->
    [up] { $tense ->
        [past] **The balance is positive,** { $signed }: in { $year } more was emitted here for China than in China for the region.
       *[would] **The balance would be positive,** { $signed }: in { $year } more would be emitted here for China than in China for the region.
    }
    [down] { $tense ->
        [past] **The balance is negative,** { $signed }: in { $year } more was emitted in China for the region than here for China.
       *[would] **The balance would be negative,** { $signed }: in { $year } more would be emitted in China for the region than here for China.
    }
    [none] { $tense ->
        [past] **The balance is even:** in { $year } as much was emitted here for China as in China for the region.
       *[would] **The balance would be even:** in { $year } as much would be emitted here for China as in China for the region.
    }
   *[unsure] { $tense ->
        [past] **The sign of the balance is not sure:** it is { $signed } in { $year }, and its 95% interval, { $interval }, holds zero.
       *[would] **The sign of the balance is not sure:** it would be { $signed } in { $year }, and its 95% interval, { $interval }, holds zero.
    }
}
    .of = balance

## Shares

# A share, in words where the rounded figure would be zero.
share-part-noun = { $zero ->
    [yes] less than one part in a thousand
   *[no] { $value }
}

## Levels

# "carried 28.7 Mt": CO2 in goods.
level-carried = { $tense ->
    [past] carried { $value }
   *[would] { $bounded ->
        [yes] would carry { $value } (95% interval { $interval })
       *[no] would carry { $value } (no interval can be given)
    }
}
    .of = embodied

## Ranks

rank-among = { $tense ->
    [past] ranks { $value } among the regions
   *[would] would rank { $value } among the regions
}

## Two facts

# "more than": the first fact against the second.
compare-more-noun = { $way ->
    [up] more than
    [down] less than
    [none] as much as
   *[unsure] about as much as
}

## Without facts

text-sign = Positive: Russia emits more for China than China emits for Russia. Negative: the reverse.

## Places

# Forms of a region's name that names.ftl does not have.
region-names =
    .text = { $name }
    .start = { $name }
    .in = in { $name }
    .of = of { $name }
