create database licet_customers;
create database licet_licenses;
create database licet_activations;
create database licet_status_projector;
