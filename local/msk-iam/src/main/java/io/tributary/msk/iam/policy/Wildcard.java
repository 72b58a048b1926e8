package io.tributary.msk.iam.policy;

/**
 * A pattern of an IAM statement: {@code *} stands for any characters, none and {@code :} and {@code
 * /} included, {@code ?} for exactly one.
 *
 * @param text the pattern as it is written
 * @param ignoreCase true for actions; resources are compared as they are
 */
record Wildcard(String text, boolean ignoreCase) {

  /** Takes at most {@code text.length() * value.length()} steps, whatever the pattern. */
  boolean matches(String value) {
    int inText = 0;
    int inValue = 0;
    int star = -1;
    int resume = 0;
    while (inValue < value.length()) {
      if (inText < text.length() && text.charAt(inText) == '*') {
        star = inText++;
        resume = inValue;
      } else if (inText < text.length() && one(text.charAt(inText), value.charAt(inValue))) {
        inText++;
        inValue++;
      } else if (star >= 0) {
        // The last star takes one character more; earlier stars never need to.
        inText = star + 1;
        inValue = ++resume;
      } else {
        return false;
      }
    }
    while (inText < text.length() && text.charAt(inText) == '*') {
      inText++;
    }
    return inText == text.length();
  }

  private boolean one(char pattern, char character) {
    return pattern == '?'
        || pattern == character
        || (ignoreCase && Character.toLowerCase(pattern) == Character.toLowerCase(character));
  }
}
