-- Numbers of invoices, as of everything that people see. [INV-01]
create sequence invoice_number as int start 5001;
