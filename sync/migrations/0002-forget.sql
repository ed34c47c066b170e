-- Erasing personal data: a forgotten profile stays so, whatever later walks see.

ALTER TABLE trusthub.profiles ADD COLUMN forgotten_at timestamptz;
ALTER TABLE trusthub.changes ADD COLUMN erased_at timestamptz;
