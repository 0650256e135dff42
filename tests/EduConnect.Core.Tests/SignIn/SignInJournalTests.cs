using System.Diagnostics.Metrics;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using Xunit;

namespace EduConnect.Core.Tests.SignIn;

/// <summary>What the counter of sign-ins tells operators, and the journal does not tell anybody.</summary>
public sealed class SignInJournalTests
{
    [Fact]
    [Trait("Rule", "security reference 3.5")]
    public async Task A_username_nobody_has_is_told_apart_in_the_counter_and_nowhere_else()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var stores = await TestStores.CreateAsync(Engine.Sqlite);
        await using var db = stores.Operational();
        var journal = new SignInJournal(new TestClock(), new SystemRandomSource());
        var attempt = new SignInAttempt(AccountKind.Guardian, "x", "y", false, null, null, "r");
        List<string?> counted = [];
        var ours = Environment.CurrentManagedThreadId;

        // Made before anybody listens: it is published while the class is being made, when nobody can compare with it yet.
        var signIns = ServiceMeter.SignIns;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument == signIns)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            // Other tests of this process count too.
            if (Environment.CurrentManagedThreadId == ours)
            {
                counted.Add(tags[0].Value as string);
            }
        });
        listener.Start();
        journal.Refused(db, attempt, Guid.NewGuid());
        journal.Refused(db, attempt, null);
        Assert.Equal(["refused", "unknown"], counted);
        Assert.All(db.ChangeTracker.Entries<JournalEntry>(), entry => Assert.Equal((SignInJournal.RefusedCode, string.Empty), (entry.Entity.Code, entry.Entity.Detail)));
        await db.SaveChangesAsync(cancellation);
    }
}
