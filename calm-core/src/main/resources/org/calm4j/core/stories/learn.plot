# The hero learns something difficult.
hero: child
helper: friend sibling elder
table skill: do | fail | tip | done
  ride a bike | the bike <fall> to one side, and [A] <sit> in the grass | Look at the road and not at the bike | [A] <ride> all the way down the {hill|road|path}
  play the drum | it was only a loud noise | Count to five and begin again | the drum <sing> like {the rain|a song}
  row a boat | the boat only <turn> around and around | Pull with both arms at the same time | the boat <go> straight across the {lake|river}
  read | every word <dance> before [A.his] eyes | Take one word and then the next one | [A] <read> {a whole story|a little story|a story about a {bear|fox|mouse}}
  fly a kite | the kite <fall> down like a stone | Wait for the wind and then run | the kite <climb> up over the {trees|hill|houses}
  climb a tree | [A] <fall> down into the leaves | Hold on with both hands and look up | [A] <sit> high up in the {old|big|tall} tree
---
- [A] <want> to learn to [skill.do].
- All the other children <can> [skill.do], but [A] <can> not.
- [$once] [A.he] <can> do many things, but [A.he] <can> not [skill.do].
- [$day], [A] <see> how well [B.intro] could [skill.do]. "I want to do that too," [A.said].

- [A] <try> and <try>. But [skill.fail].
- The first time was not good. [skill.fail].
- "It looks easy," [A.thought]. But [skill.fail].

- "I will never learn it," [A.said].
- Some of the others <laugh>, and [A] <want> to go home.
- [$sad]
---
- "I will help you, [A.name]," [B.said]. "[skill.tip]."
- [B] <come> [$path] to see. "It was hard for me too," [B.said]. "[skill.tip]."
- [A] <ask> [B.o] what was wrong. "[skill.tip]," [B.said].

- So they <work> on it every {day|afternoon|evening} after school.
- [A] <try> it again and again, and [B] stayed with [A.him] {all day|all afternoon}.
- Every {morning|afternoon|evening} [A.both] <meet> {in the park|by the {lake|river}} and <try> it again.

? Some days it was better, and some days it was not.

? "You are <get.ing> better," [B.said].

- Then, one {warm|sunny|bright|fine|quiet|windy} {morning|day|evening}, [skill.done].
- After {a week|two weeks|many days}, [skill.done].
- And suddenly [skill.done].
---
- "I can do it, [B.name]!" [A.cried].
- [$joy]
- "You did it, [A.name]!" [B.cried].

- "I knew you could do it," [B.said]. "You only had to try again."
- [$thanks]
- [$thanks] ^[$welcome]

- Now [A] <can> [skill.do] as well as all the others.
- And the next day, [A] <show> a little {boy|girl} how to [skill.do].
- "And what will I learn next?" [A] <ask> [B.o].

? [$night]
