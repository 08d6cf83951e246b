/** A thread that cannot even start. */
throw new Error('its program is broken');
