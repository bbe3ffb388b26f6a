-- What UpdateCheck answers to a wrong password is a setting of the account (AMB-28).

alter table account_replica add column update_check_password text not null default 'secure';
