// What a JShell session of CALM imports: ./calm jshell runs this file first.
import java.nio.file.Path;
import java.util.List;

// Text, tokens, stores, vectors.
import org.calm4j.core.chunk.*;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.*;
import org.calm4j.core.stories.*;
import org.calm4j.core.text.*;
import org.calm4j.core.tokenizer.*;

// Training.
import org.calm4j.core.optim.*;
import org.calm4j.core.train.*;

// Models: what they are made of, and folders of them.
import org.calm4j.autoencoder.*;
import org.calm4j.core.model.*;
import org.calm4j.lm.*;
import org.calm4j.lm.ar.*;
import org.calm4j.lm.generate.*;

// Drawing and scoring.
import org.calm4j.core.random.*;
import org.calm4j.core.rollout.*;
import org.calm4j.core.sampling.*;
import org.calm4j.eval.blackbox.*;
import org.calm4j.eval.bootstrap.*;
import org.calm4j.eval.brier.*;
import org.calm4j.eval.plot.*;
import org.calm4j.eval.reconstruction.*;
import org.calm4j.eval.report.*;
import org.calm4j.eval.text.*;
