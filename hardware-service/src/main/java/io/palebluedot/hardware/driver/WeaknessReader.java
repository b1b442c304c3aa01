package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Looks, without a login, for ways into the BMC that need none. */
public interface WeaknessReader {

    /** One sentence for each weakness; empty where there is none to be seen. */
    Uni<List<String>> readWeaknesses(Bmc bmc);
}
