package org.calm4j.core.weights;

import java.util.List;
import java.util.Map;

/** A header that passed all checks: tensors in the order of their data, and free metadata. */
record SafetensorsHeader(List<PlacedTensor> tensors, Map<String, String> metadata) {}
