# A young animal is in trouble and is brought to safety.
hero: child child pair animal
helper: friend sibling elder
thing pet: pet
thing field: place
table trouble: where | hard | tool | free
  in a deep hole | The hole was too deep | a basket and a long rope | They let the basket down into the hole, and the [pet] <climb> in
  in the mud by a pond | The mud was too soft to walk on | a long board | They <put> the board over the mud, and [A] <lift> the [pet] out
  under a heavy branch | The branch was too heavy | a strong stick | They <push> the stick under the branch and <lift> it, and the [pet] <crawl> out
  between two rocks | The rocks were too heavy | a strong stick | They <push> one rock to the side, and the [pet] was free
  on a stone in the middle of a stream | The water was too deep | two long boards | They <put> the boards over the water, and [A] <carry> the [pet] back
  in an old net | The net was too strong | a knife | They <cut> the net very carefully, and the [pet] was free
---
- [day.when], [A] <walk> home from {school|the market|the village}. 
- [day.when], [A] <be:A> on the way [to field].
- [day.when], [A] <be:A> playing [in field].
- [day.when], [A] <go> [to field] to look for {berries|flowers|mushrooms}.

? [day.sky]

- Suddenly [A.he] <hear> a {small|sad|soft} sound. It was [a+ pet], and it was stuck [trouble.where].
- Then [A.he] <stop>. Someone was crying. [a+ pet] was stuck [trouble.where].
- Then there was a {small|sad|strange} sound. [A] <look> around and <see> [a+ pet]. It was stuck [trouble.where].

? The poor [pet] was {cold and wet|very tired|shaking with fear}.
---
- "Do not be afraid," <say> [A.name]. "[A.I] will help you."
- "You poor little thing!" <say> [A.name].
- [A] <speak> to the [pet] in a soft voice.

- [A] <try> to {help|reach it}, but it was no use. [trouble.hard].
- [A] <try> once, and [A.he] <try> again. [trouble.hard].
- [trouble.hard]. [A] <can> not do it alone.

- So [A] <run> to [B.o] as fast as [A.he] <can>. "Come quickly!" [A.he] <say>. "Bring [trouble.tool]!"
- Just then [B] <come> along. "Wait here," [B.he] <say>. "I will get [trouble.tool]."
- "[B.name]! [B.name]!" [A] <call>. [B.intro] <hear> it and <come> with [trouble.tool].

- [trouble.free].
- "Now!" <say> [B.name]. [trouble.free].
- It was not easy. But at last it <work>. [trouble.free].
---
- [A] <dry> the [pet] with [A.his] {coat|scarf} and <give> it some {milk|water|bread}.
- [A] <hold> the [pet] close until it was {warm|quiet} again.
- The [pet] <look> at them with its {big|bright} eyes, as if to say thank you.
- The [pet] <jump> and <dance> around them.

- Then its mother <come> out of the trees, and the two were very happy.
- They <take> the [pet] back to its mother, who had looked for it all day.
- The [pet] did not want to go away, so [A] <take> it home. [A] <give> it a warm bed and a name.
- "Look how happy it is!" <say> [B.name].

? [$thanks]

? [$night]
