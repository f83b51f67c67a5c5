# A storm does damage, and everyone helps.
hero: child child pair animal
helper: elder
table damage: what | mend | wish
  half of the roof was gone | <carry> new boards and <climb> up on the roof | Now the rain will come into my bed
  a {big|tall|old} tree had <fall.pp> on the roof | <cut> up the tree and <fix> the roof | I have no bed to sleep in
  every window was <break.pp> | <fix> the windows, one by one | It will be so cold at night
  the garden was full of water | <dig> all day until the water was gone | All my {beans|carrots|flowers|berries} are gone
  the bridge to the house was gone | <carry> boards and stones and <build> a new bridge | Now nobody can come to see me
---
- One {night|evening}{| in spring| in summer| in autumn} there was a big storm. The wind was loud, and the rain <fall> and <fall>.
- All night long there was a big storm, and the rain did not stop.
- One {night|evening}{| in spring| in summer| in autumn} there was the biggest storm of the year.

- In the morning it was quiet. [A] <go> [$path] to see [B.intro].
- When it was over, [A] <put> on [A.his] [$wear] and <go> [$path] to the house of [B.intro].

- [B] <stand> at the door, and [damage.what].
- [A] <look> and <look>. At [B.s] house, [damage.what].
---
- "Look at that!" [B.said]. "[damage.wish]."
- "[$oh]!" [A.said]. [B] was very sad. "[damage.wish]," [B.he] <say>.

- "Do not be sad, [B.name]," [A.said]. "[A.I] will help you."
- "We can fix it," [A.said]. "But we need more hands."

- [A] <run> from house to house and <tell> everyone about it.
- [A] <run> [$path] and <call> everyone in the [A.land].

- [$soon], they all <come>, the young and the old. They <bring> {boards|ropes|wood} and {bread|soup|cake}.
- One after the other they <come>, the young and the old.

- Together they [damage.mend]. [A] <bring> everyone {hot soup|water|bread and cheese}.
- They [damage.mend], and [A] <help> them all day.
---
- When the sun <go> down, everything was {as good as new|better than before}.
- It <take> {two|three|five} days. Then it was done.

- "What would I do without you, [A.name]?" [B.asked].
- [B] <thank> them all, one by one. There were tears in [B.his] eyes.
- [B] <make> {a big pot of soup|[$food]}, and they all <eat> together.

- "Together we are strong," [A] <tell> [B.o].
- "No storm is as strong as good friends," [B.said].
- Then they all <sing> and <dance> until the stars came out.
