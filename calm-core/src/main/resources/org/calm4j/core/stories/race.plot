# A race, a fall, and something better than winning.
hero: child
helper: friend stranger
table race: what | train | start | course | prize
  the big race around the lake | ran around the lake | "Ready, steady, go!" <call> the teacher | They <run> along the water and past the old mill | a gold cup
  the swimming race | swam to the bridge and back | The whistle <sound>, and they all <jump> into the water | They <swim> fast, and the water was white behind them | a gold star
  the race up the hill | ran up and down the hill | "Go!" <shout> a man with a flag | They <run> past the first trees and up the steep path | a big cake
---
- [$once] [A.he] <want> to win [race.what].
- [A] <want> to win [race.what] more than anything. The winner would get [race.prize].
- Every summer there was a race. [A] <hope> to win it this time.

- Every day [A.he] [race.train] {after school|before breakfast|until it was dark}.
- For many weeks [A] [race.train].

- But there was [B.intro], and [B.he] was {very|just as} fast.
---
- At last the day <come>. [A.s] heart <beat> fast. [race.start].
- On the day of the race there were flags everywhere. [race.start].
- It was a {warm|bright|windy} day, and everyone in the village <come> to see it. [race.start].

- [race.course]. Soon [A] and [B.name] were {far in front of|ahead of} the others.
- [race.course]. First [A] was in front, then it was [B.name].

- Then there was a loud cry. [B.name] had hurt [B.his] {foot|leg|arm}.
- But near the end [B.name] suddenly <cry> out. "My {foot|leg|arm}!" [B.he] <say>. "I can not go on!"

- [A] <can> see the end of the race. But [A.he] <stop> and <turn> back.
- "If I go on, I will win," <think> [A.name]. But [A.he] <turn> around.
- [A] did not think long. [A.he] <stop> and <go> back.
---
- "Hold on to me," [A.he] <say>. "We will finish together."
- "Why did you stop?" <ask> [B.name]. "You are more important than a race," <say> [A.name].
- "You could have won," <say> [B.name]. [A] <shake> [A.his] head. "Come, I will help you," [A.he] <say>.

- So they <come> in last of all, but everyone <clap> and <shout> for them.
- They were the last, but nobody <laugh>. Everyone <clap>.

- "You have won something better than [race.prize]," <say> the teacher.
- The winner <come> and <give> [race.prize] to [A.name]. "You should have this," he said.
- [A] did not get [race.prize], but [A.he] had a friend now.
- "Next year we will both win," <say> [B.name], and they <laugh>.

- [$friends]
