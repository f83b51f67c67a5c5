# A race, a fall, and something better than winning.
hero: child
helper: stranger
table race: what | train | course | prize
  the big race around the lake | <run> around the lake | They <run> along the water and past the old {mill|bridge} | a gold {cup|star}
  the race through the forest | <run> through the forest | They <run> between the trees and over the old bridge | a {new|red|blue} {bike|coat}
  the race up the hill | <run> up and down the hill | They <run> past the first houses and up the path | a {big|sweet} {apple|plum|pear} cake
  the race through the village | <run> around the village | They <run> past the school and past the market | a gold {cup|star}
---
- [$once] [A.he] <want> to win [race.what].
- [A] <want> to win [race.what]. The best runner would get [race.prize].
- Every {summer|spring|autumn} there was a race. [A] <want> to win it this time.

- Every day [A.he] [race.train] {after school|before school|until it was dark}.
- For many {days|weeks} [A] [race.train].

- But there was [B.intro], and [B.he] was {very|just as} fast.
- But [B.intro] <run> every day too, and [B.he] was {very|just as} fast.
---
- [$atlast] the day <come>. [A.s] heart <beat> like a drum. "Go!" <call> the teacher.
- It was a {warm|bright|windy|sunny} day, and everyone <come> to see the race. "Go!" <call> the teacher.

- [race.course]. Soon [A] and [B.name] were far in front of the others.
- [race.course]. First [A.name] was in front, then it was [B.name].

- Suddenly there was a loud cry. [B.name] had hurt [B.his] {foot|leg|arm|knee}.
- But near the end [B.name] <fall> down. "My {foot|leg|knee}!" [B.cried].

- [A] <can> see the end of the race. But [A.he] <stop> and <turn> around.
- "If I go on, I will win," [A.thought]. But [A.he] <turn> around.
- [A] did not think for long. [A.he] <stop> and <go> back to [B.o].
---
- "Hold on to me," [A.said]. "We will finish together."
- "Why did you stop?" [B.asked]. "A friend is better than a race," [A.said].
- "You could win," [B.said]. "Come, I will help you," [A.said].

- So [A.both] <come> in last of all, but {everyone|the whole village} <call> out for joy.
- [A.both] were the last, but nobody <laugh> at them.

- "You have <find.pp> something better than [race.prize]," the teacher <tell> them.
- The teacher <take> [race.prize] and <give> it to [A.name]. "This is for you," she <say>.
- [A] did not get [race.prize], but [A.he] had a friend now.
- "Next time we will both win," [B.said], and they <laugh>.

- [$friends]
