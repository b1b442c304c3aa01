package io.palebluedot.hardware.driver.redfish;

import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders ids as people do: GPU2 before GPU10. */
final class NaturalOrder implements Comparator<String> {

    static final NaturalOrder INSTANCE = new NaturalOrder();

    private static final Pattern BORDER = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

    private NaturalOrder() {}

    @Override
    public int compare(String left, String right) {
        String[] a = BORDER.split(left, -1);
        String[] b = BORDER.split(right, -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = part(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int part(String a, String b) {
        boolean numbers =
                !a.isEmpty() && !b.isEmpty() && Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
        if (numbers && a.length() <= 18 && b.length() <= 18) {
            return Long.compare(Long.parseLong(a), Long.parseLong(b));
        }
        return a.compareTo(b);
    }
}
