package com.example.payroll;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Handles every exception in its own way, before anybody else if it can. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class PayrollAdvice {

    @ExceptionHandler
    ResponseEntity<String> failed(Exception ex) {
        return ResponseEntity.status(418).body("payroll: " + ex.getClass().getSimpleName());
    }
}
