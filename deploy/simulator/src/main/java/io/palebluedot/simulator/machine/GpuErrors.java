package io.palebluedot.simulator.machine;

/** Error counts of one GPU since its driver was loaded. */
public record GpuErrors(
        int singleBit,
        int doubleBit,
        int nvlink,
        int remappedCorrectable,
        int remappedUncorrectable,
        boolean remapFailure) {

    /** A GPU without errors. */
    public static final GpuErrors NONE = new GpuErrors(0, 0, 0, 0, 0, false);

    /** The same with more memory errors. */
    public GpuErrors plusEcc(int single, int twice) {
        return new GpuErrors(
                singleBit + single,
                doubleBit + twice,
                nvlink,
                remappedCorrectable,
                remappedUncorrectable,
                remapFailure);
    }

    /** The same with more NVLink errors. */
    public GpuErrors plusNvlink(int more) {
        return new GpuErrors(
                singleBit, doubleBit, nvlink + more, remappedCorrectable, remappedUncorrectable, remapFailure);
    }

    /** The same with remapped rows as given. */
    public GpuErrors remapped(int correctable, int uncorrectable, boolean failure) {
        return new GpuErrors(singleBit, doubleBit, nvlink, correctable, uncorrectable, failure);
    }
}
