package org.example.turns;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class TurnsApplication {

    public static void main(String[] args) {
        SpringApplication.run(TurnsApplication.class, args);
    }
}
