package io.palebluedot.gateway.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says beside a route who may use it; a route without it answers nobody. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allowed {
    Access value();

    /** Name of the route in the envelope, where two methods share one; else the operation's id. */
    String operation() default "";
}
