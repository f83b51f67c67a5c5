package org.calm4j.core.stories;

import java.util.List;

/** A piece of a template, ready to be told in a {@link Scene}. */
sealed interface Node {

  /** Writes this piece. */
  void tell(Scene scene);

  /** This piece with all its choices made, so that it reads the same every time. */
  default Node settle(Scene scene) {
    return this;
  }

  /** Fixed text. */
  record Literal(String text) implements Node {
    @Override
    public void tell(Scene scene) {
      scene.prose().append(text);
    }
  }

  /** One piece after the other. */
  record Sequence(List<Node> nodes) implements Node {
    @Override
    public void tell(Scene scene) {
      for (Node node : nodes) {
        node.tell(scene);
      }
    }

    @Override
    public Node settle(Scene scene) {
      return new Sequence(nodes.stream().map(node -> node.settle(scene)).toList());
    }
  }

  /** One of several pieces, all equally likely. */
  record Choice(List<Node> options) implements Node {
    @Override
    public void tell(Scene scene) {
      pick(scene).tell(scene);
    }

    @Override
    public Node settle(Scene scene) {
      return pick(scene).settle(scene);
    }

    private Node pick(Scene scene) {
      return scene.draws().pick(options);
    }
  }

  /** A form of a character: a name, a pronoun, an introduction. */
  record Mention(String role, String form) implements Node {
    @Override
    public void tell(Scene scene) {
      scene.mention(role, form);
    }
  }

  /** A form of a thing. */
  record Thing(String role, String form) implements Node {
    @Override
    public void tell(Scene scene) {
      scene.prose().append(ItemForms.text(scene.item(role), form));
    }
  }

  /** A cell of the table row that this story drew. */
  record Cell(String table, int column) implements Node {
    @Override
    public void tell(Scene scene) {
      scene.row(table).get(column).tell(scene);
    }
  }

  /** A beat of the common part that every plot can use. */
  record Rule(String name) implements Node {
    @Override
    public void tell(Scene scene) {
      scene.rule(name).tell(scene);
    }

    @Override
    public Node settle(Scene scene) {
      return scene.rule(name).settle(scene);
    }
  }

  /** A verb that agrees with a character or a thing. */
  record Agreement(Verb verb, boolean present, String role) implements Node {
    @Override
    public void tell(Scene scene) {
      boolean plural = scene.referent(role).plural();
      scene.prose().append(present ? verb.present(plural) : verb.past(plural));
    }
  }
}
