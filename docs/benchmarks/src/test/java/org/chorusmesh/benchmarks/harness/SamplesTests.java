package org.chorusmesh.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTests {

    private final Samples samples = new Samples();

    @Test
    void quantilesAreValuesByNearestRank() {
        for (int i = 100; i >= 1; i--) {
            this.samples.add(i);
        }
        assertThat(this.samples.median()).isEqualTo(50);
        assertThat(this.samples.quantile(0.99)).isEqualTo(99);
        assertThat(this.samples.medianAndRange(1)).isEqualTo("50.0 (1.0–100.0)");
    }

    @Test
    void aMissingOneIsGreaterThanAllOthers() {
        this.samples.add(1);
        this.samples.add(2);
        this.samples.miss();
        assertThat(this.samples.size()).isEqualTo(3);
        assertThat(this.samples.medianAndTail(2)).isEqualTo("2.00 / never");
    }

    @Test
    void nothingIsADash() {
        assertThat(this.samples.medianAndTail(2)).isEqualTo("—");
        assertThat(this.samples.median()).isNaN();
    }
}
