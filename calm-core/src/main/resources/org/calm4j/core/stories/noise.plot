# A strange noise in the night turns out to be harmless.
hero: child child pair
helper: sibling elder
thing pet: visitor
table sound: like | where | cause
  Tap, tap, tap | behind the door | The [pet] wanted to come in
  Bump, bump, bump | under the bed | The [pet] was <play.ing> with {a|an old|a red|a blue|a little} ball
  Tap, tap, tap | in the garden | The [pet] was <look.ing> for something to eat
  Bump, bump, bump | at the window | The [pet] was cold and wanted to come in
  Tap, tap, tap | in {an old|a big} box | The [pet] was <make.ing> a bed out of old paper
---
- It was a {dark|cold|quiet|windy|long} night, and everyone was asleep. Only [A] <can> not sleep.
- One {dark|cold|quiet|windy} night, [A] <can> not sleep.
- {In the middle of the night|One {dark|cold|quiet|windy} night}, [A] <wake> up.

- "[sound.like]!" What was that? [A] <sit> up in bed.
- Then there was a {strange|loud|soft} sound. "[sound.like]!"

- "Is it a {bear|big dog|big bird}?" [A.thought].
- [A] <wait> in the dark. There it was again!
- [A] <hide> [A.his] [A.head], but it did not stop.
---
- [A] <go> {through the dark house|quickly} to wake [B.intro]. "There is something [sound.where]!" [A.said].
- [A] <run> to the bed of [B.intro]. "Wake up, [B.name]! There is something [sound.where]," [A.said].

- "I hear it too," [B.said]. "Let us go and see."
- "It is only the wind," [B.said]. But then they both <hear> it.
- "Do not be afraid, [A.name]," [B.said]. "We will look together."

- [B] <take> a {lamp|light}, and [A] <take> {a|a big|a long} stick.
- They <go> through the dark house, step by step, with a {little|small|big} lamp.

- The sound was somewhere [sound.where]. It <get> louder and louder.
- [A] <hold> [B.s] hand. Now the sound was very loud.
---
- And what was it? It was only [a+ pet]! [sound.cause].
- Then they <begin> to laugh. It was only [a+ pet]! [sound.cause].
- "Look!" [B.said]. There was [a+ pet] [sound.where]. [sound.cause].

- "So it was you!" [A] <tell> the [pet].
- "You are a {funny|loud} little [pet]," [B.said].
- "And [A.I] <be:A> so afraid!" [A.said].

- They <give> the [bare+ pet] some {milk|bread|water} and a warm {bed|coat} to sleep on.
- The [bare+ pet] was {hungry|cold|tired}, so they <take> it into the warm house.

- In the morning it was still there, and it stayed with [A.o] for a long time.
- And then they all <go> back to bed.
- From then on, [A] <be:A> never afraid of a sound in the night.
