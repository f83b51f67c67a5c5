# Coins are saved for a wish and spent on something better.
hero: child
helper: friend
thing ware: ware
table work: what
  <carry> {water|wood|eggs} to the {market|village|shop}
  <pick> {apples|berries|plums|pears} for {an old man|the old man} by the {lake|river|forest}
  <dig> in the garden of {an old man|the teacher}
  <sing> songs at the market
  <sell> {flowers|berries|apples|eggs} at the market
table need: what | thing | better
  We have nothing to eat at home | a big bag of {bread and cheese|bread and apples|eggs and bread} | <eat> together in [B.s] warm house
  I lost my coat and it is so cold | a {red|blue|green|warm} coat | <walk> home together in the cold wind
  I lost my scarf and it is so cold | a {red|blue|green|warm} scarf | <walk> home together in the cold wind
  I lost the money for {the bread|the eggs|the milk} | {bread and milk|eggs and bread} for [B.name] | <eat> some of the bread together
  My bike is <break.pp>, and I have no money | a new {bell|light|wheel} for the bike | <fix> the bike together
---
- In the window of a shop there was [a+ ware]. [A] <want> to have [ware.them] very much.
- [$once] [A.he] <want> to buy [a+ ware].
- Every day [A] <stop> at the shop to look at [a+ ware].

- "Ten coins," <say> the man in the shop. But [A] had {no money|only one coin}.
- [the+ ware] <cost> ten coins, but [A] had {no money|only one coin}.

- So [A.he] <begin> to work. Every day [A.he] [work.what].
- So every day after school, [A] [work.what].

- {After {many|three|five} weeks|[$atlast]}, there were ten coins in [A.his] {old|little|red|blue} {bag|box}.
---
- [A] <take> the coins and <run> [$path] to buy [the+ ware]. There [A.he] <meet> [B.intro], who <sit> {on the ground|under a tree} and <cry>.
- On the way to the shop, [A.he] <meet> [B.intro]. There were tears in [B.his] eyes.

- "What is wrong, [B.name]?" [A.asked]. "[need.what]," [B.said].

- [A] <look> at the coins. It was not easy. Then [A.he] <look> at [B.o].
- [A] <think> of [the+ ware]. Then [A] <think> of [B.o].
- [A] did not think for long.

- "Come with me," [A.said], and [A.he] <buy> [need.thing].
- [A] <go> into the shop and <buy> [need.thing]. "This is for you," [A.said].
---
- "But that was all your money!" [B.said]. [A] only <smile>.
- "I will never forget this, [A.name]," [B.said].
- [B] <give> [A.o] a {big|long} hug.

- Then they [need.better].

- {After {two|three|five} weeks|[$soon]}, there was a box at [A.s] door. In the box <be:ware> [the+ ware]!
- [A] had no [ware], but [A.he] <be:A> so happy.
- The man in the shop had <see.pp> it all. "This is for you," he <say>, and he <give> [the+ ware] to [A.name].

- [$friends]
- [$joy]
