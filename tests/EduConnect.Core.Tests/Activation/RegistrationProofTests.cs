using EduConnect.Core.Activation.Registration;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Activation;

/// <summary>A right code proves the number it was sent to, and no other that was given meanwhile on a second page (S-OT2, S-FC2).</summary>
[Trait("Rule", "S-OT2"), Trait("Rule", "S-FC2")]
public abstract class RegistrationProofTests(Engine engine) : StorageSuite(engine)
{
    private const string Phone = "+33639980001";

    [Theory]
    [InlineData(false, Phone, true)]
    [InlineData(false, "+33639980002", false)]
    [InlineData(true, Phone, false)]
    public async Task Only_the_number_and_the_names_that_the_code_was_sent_for_are_proved(bool givenAnew, string received, bool proved)
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        var registrations = new Registrations(main, operational, Clock, new SystemRandomSource());
        var (_, state) = registrations.Begin(null, false, null);
        state.Identify(Guid.NewGuid(), "MOREL", "Claire", Phone, []);
        await registrations.SaveAsync(Cancellation);
        if (givenAnew)
        {
            // The other page of the same browser: the same number, but somebody else's names.
            await using var other = Stores.Operational();
            (await other.Set<RegistrationState>().SingleAsync(Cancellation)).Identify(Guid.NewGuid(), "MOREL", "Paul", Phone, []);
            await other.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(proved, await registrations.ProveAsync(state, received, Clock.UtcNow, Cancellation));
        Assert.Equal((proved, givenAnew ? "Paul" : "Claire"), (state.ProvedAt is not null, state.FirstName));
        await using var after = Stores.Operational();
        Assert.Equal(proved, (await after.Set<RegistrationState>().SingleAsync(Cancellation)).ProvedAt is not null);
    }
}

public sealed class RegistrationProofsOnSqlite() : RegistrationProofTests(Engine.Sqlite);

public sealed class RegistrationProofsOnPostgreSql() : RegistrationProofTests(Engine.PostgreSql);
