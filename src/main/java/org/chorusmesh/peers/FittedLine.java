package org.chorusmesh.peers;

/** A straight line through points of unequal weight, by least squares. */
final class FittedLine {

    private int count;
    private double weight;
    private double x;
    private double y;
    private double xx;
    private double xy;
    private double yy;

    /**
     * Adds a point; coordinates near 0 keep the sums exact.
     *
     * @param pointWeight above 0
     */
    void add(double pointX, double pointY, double pointWeight) {
        this.count++;
        this.weight += pointWeight;
        this.x += pointWeight * pointX;
        this.y += pointWeight * pointY;
        this.xx += pointWeight * pointX * pointX;
        this.xy += pointWeight * pointX * pointY;
        this.yy += pointWeight * pointY * pointY;
    }

    /** How many points it goes through. */
    int count() {
        return this.count;
    }

    private double spreadX() {
        return this.xx - this.x * this.x / this.weight;
    }

    private double slopeSum() {
        return this.xy - this.x * this.y / this.weight;
    }

    /** The slope, of two points at least that are apart. */
    double slope() {
        return slopeSum() / spreadX();
    }

    /** What the line comes to, through two points at least that are apart. */
    double value(double atX) {
        return (this.y + slope() * (atX * this.weight - this.x)) / this.weight;
    }

    /**
     * The square of the slope's standard error, as three points or more scatter about the line.
     *
     * @param least the variance that a point of weight 1 has at least
     */
    double slopeVariance(double least) {
        return pointVariance(least) / spreadX();
    }

    /** The square of the standard error of a {@linkplain #value value}, in the same way. */
    double valueVariance(double atX, double least) {
        double away = atX - this.x / this.weight;
        return pointVariance(least) * (1 / this.weight + away * away / spreadX());
    }

    private double pointVariance(double least) {
        double left = this.yy - this.y * this.y / this.weight - slope() * slopeSum();
        return Math.max(0, left) / (this.count - 2) + least;
    }
}
