-- Numbers of renewals, as of everything that people see. [API-INV-06]
create sequence renewal_number as int start 6001;
