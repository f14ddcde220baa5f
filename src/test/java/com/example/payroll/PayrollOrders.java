package com.example.payroll;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Paths of its own that a node's API has too, one of them by a pattern. */
@RestController
@RequestMapping("/api/v1")
public class PayrollOrders {

    @GetMapping("/order")
    String order() {
        return "payroll order";
    }

    @PostMapping("/settings")
    String settings() {
        return "payroll settings";
    }

    @GetMapping("/peers/{name}")
    String peer(@PathVariable("name") String name) {
        return "payroll peer " + name;
    }
}
