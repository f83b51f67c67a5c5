# A storm does damage, and everyone helps.
hero: child child pair animal
helper: elder friend
table damage: what | mend | wish
  half of the roof was gone | <carry> new boards and <climb> up on the roof | When it rains, I will get wet in my bed
  the big apple tree had fallen on the fence | <cut> up the tree and <build> a new fence | Now the sheep will run away
  every window was broken | <put> in new glass, window by window | It will be so cold at night
  the garden was under water | <dig> a long ditch for the water | All my beans and carrots are gone
  the door of the barn was gone | <make> a new door from strong wood | Where shall the cow sleep now?
---
- One {night|evening} there was a {big|terrible} storm. The wind <shout> and the rain <beat> on the windows.
- All night long the wind <blow>, and the rain did not stop.
- In autumn there was a storm, the biggest that anybody could remember.

- In the morning it was quiet. [A] <go> to see [B.intro].
- When it was over, [A] <put> on [A.his] boots and <go> to the house of [B.intro].
- [A] <be:A> safe at home. But what about [B.intro]? In the morning [A.he] <run> over to [B.his] house.

- [B] <stand> in front of the house, and [damage.what].
- [A] <can> not believe it. At [B.s] house, [damage.what].
---
- "Look at that!" <say> [B.name]. "[damage.wish]"
- [B] <look> very sad. "[damage.wish]," [B.he] <say>.

- "Do not worry," <say> [A.name]. "[A.I] will help you."
- "We can fix it," <say> [A.name]. "But we need more hands."
- [A] <think> about it. "[A.I] have an idea," [A.he] <say>.

- [A] <run> from house to house and <tell> everyone.
- [A] <knock> on every door in the village.

- Soon the {baker|farmer} <come>, and then the {teacher|fisherman}, and then everyone else. They <bring> hammers, {nails|ropes} and {ladders|saws}.
- One after the other they all <come>, the young and the old, with hammers and ropes.

- They [damage.mend]. [A] <hold> the ladder and <bring> everyone tea.
- The strong ones [damage.mend], and [A] <help> wherever [A.he] <can>.
- All day long they <work>. They [damage.mend].
---
- When the sun <go> down, everything was {as good as new|better than before}.
- It <take> two days. Then it was done.
- In the evening they were tired, but the work was done.

- "How can I ever thank you?" <ask> [B.name]. "You can {make us a pie|tell us a story}," <say> [A.name].
- [B] <thank> them all, one by one. There were tears in [B.his] eyes.
- [B] <make> a big pot of soup, and they all <eat> together.

- "Alone I am small," <say> [A.name], "but together we are strong."
- "No storm is as strong as good friends," <say> [B.name].
- They <sing> and <dance> until late at night.
