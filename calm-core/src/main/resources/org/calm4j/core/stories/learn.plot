# The hero learns something difficult.
hero: child child pair
helper: friend sibling elder
table skill: do | fail | tip | done
  ride a bike | the bike <fall> to one side, and [A] <land> in the grass | Look at the road and not at your feet | [A] <ride> all the way down the road
  skate on the ice | [A.his] feet <go> one way and [A.his] [A.head] the other | Keep your knees soft and go slowly | [A] <go> across the ice like a bird
  play the flute | the flute only <make> a sound like a sick goose | Do not blow so hard | there was music, soft and clear
  whistle | there was only air | Put your tongue down and make a small round mouth | there was a sound as clear as a bell
  row a boat | the boat only <turn> around and around | Pull with both arms at the same time | the boat <go> straight across the lake
  read | the letters <dance> before [A.his] eyes | Take one letter at a time | [A] <read> the whole page
  fly a kite | the kite <fall> down like a stone | Wait for the wind and then run | the kite <climb> up into the sky
---
- [A] <want> to learn to [skill.do].
- All the other children <can> [skill.do], but [A] <can> not.
- [$once] [A.he] <can> do many things, but [A.he] <can> not [skill.do].
- [day.when], [A] <see> how [B.intro] could [skill.do]. "[A.I] want to do that too," [A.he] <say>.

- [A] <try> it once. But [skill.fail].
- The first time was not good. [skill.fail].
- "It looks easy," [A.he] <think>. But [skill.fail].

- [A] <try> again, but it was just the same.
- "I will never learn it," [A] <say>, close to tears.
- Some of the others <laugh>, and [A] <want> to go home.
- [$sad]
---
- "Shall I help you?" <ask> [B.name]. "[skill.tip]."
- [B] <see> it. "It was hard for me too," [B.he] <say>. "[skill.tip]."
- [A] <ask> [B.o] what was wrong. "[skill.tip]," <say> [B.name].

- So they <work> on it every day after {school|breakfast|lunch}.
- [A] <try> it again and again, and [B] stayed with [A.him].
- Every afternoon they <meet> and <try> it again.

? Sometimes it was better, and sometimes it was worse.

? "You are getting better," <say> [B.name].

- Then, one {morning|day|evening}, it <happen>. [skill.done].
- After {a week|two weeks|many days}, [skill.done].
- And suddenly [skill.done].
---
- "[A.I] can do it!" <shout> [A.name]. "Did you see that?"
- [$joy]
- [B] <clap> [B.his] hands and <shout>, "Well done!"

- "I knew you could do it," <say> [B.name]. "You only had to try once more."
- [$thanks]
- [$thanks] [$welcome]

- Now [A] <can> [skill.do] as well as all the others.
- And the next day, [A] <begin> to teach a smaller child.
- "And what shall [A.I] learn next?" <ask> [A.name].

? [$night]
