package org.chorusmesh.schedule;

/**
 * Why a method cannot be a job.
 *
 * @param bean name of the bean
 * @param method class and name of the method
 * @param reason what is wrong
 */
record JobProblem(String bean, String method, String reason) {

    String describe() {
        return "%s of bean '%s': %s".formatted(this.method, this.bean, this.reason);
    }
}
