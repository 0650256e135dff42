using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Tests.Guardians.Doubts;

/// <summary>The step of the night and the use cases of a school about doubts, over the stores of a test.</summary>
public abstract class DoubtDesk(Engine engine) : StorageSuite(engine)
{
    /// <summary>The main store, as use cases take it.</summary>
    protected StoreFactory<MainDb> MainStore => new(Stores.Main);

    /// <summary>A school that joins two pupils.</summary>
    protected JoinPupils PupilJoining
    {
        get
        {
            var outbox = new OutboxWriter(new ServiceOptions(), Clock, new SystemRandomSource());
            return new(MainStore, new EraseAccounts(new StoreFactory<OperationalDb>(Stores.Operational), Clock), new SecurityNotices(outbox, new ServiceOptions(), Clock), outbox, Clock);
        }
    }

    /// <summary>Runs the step.</summary>
    protected async Task<IReadOnlyDictionary<string, int>> NightAsync() => await new FindNearMatches(MainStore, Stores.Provider, Clock).RunAsync(Cancellation);

    /// <summary>An agent of a school.</summary>
    protected static EstablishmentScope At(School school)
    {
        ArgumentNullException.ThrowIfNull(school);
        var agent = new Agent { Id = Guid.NewGuid(), Username = "agent", DisplayName = "S. Carpentier", PasswordHash = "none", TotpSeed = [] };
        return new EstablishmentScope(new SignedInAgent(Guid.NewGuid(), agent, []), school, new Actor(ActorKind.Agent, agent.Id.ToString()));
    }

    /// <summary>What the school is asked, in pairs of names.</summary>
    protected async Task<IReadOnlyList<DoubtLine>> AskedAsync(School school) => (await new ReadGuardianDoubts(MainStore).RunAsync(At(school), 1, Cancellation)).Lines;

    /// <summary>Every doubt that is stored.</summary>
    protected async Task<List<GuardianDoubt>> StoredAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<GuardianDoubt>().AsNoTracking().OrderBy(doubt => doubt.Id).ToListAsync(Cancellation);
    }

    /// <summary>Two guardians with the same names and other contacts, one of each child; the first account is the older one.</summary>
    protected static (TestGuardian First, TestGuardian Second) Pair(TestData data, TestPupil child, TestPupil sibling)
    {
        ArgumentNullException.ThrowIfNull(data);
        var first = data.Guardian(child, "MARTIN", "Claire", mail: "claire@example.org", mobile: "+33639980010");
        var second = data.Guardian(sibling, "Martin", "CLAIRE", mail: null, mobile: "+33639980011");
        (first.Account.CreatedAt, second.Account.CreatedAt) = (new DateTime(2026, 9, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 9, 2, 0, 0, 0, DateTimeKind.Utc));
        return (first, second);
    }

    /// <summary>What an agent sees says of one tie that it is not theirs.</summary>
    protected async Task ReportAsync(TestGuardian guardian, TestPupil pupil)
    {
        ArgumentNullException.ThrowIfNull(guardian);
        ArgumentNullException.ThrowIfNull(pupil);
        await using var db = Stores.Main();
        var records = guardian.Records.Select(record => record.Id).ToList();
        await db.Set<GuardianLink>().Where(link => records.Contains(link.GuardianRecordId) && link.PupilId == pupil.Pupil.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, LinkStatement.ReportedWrong), Cancellation);
    }
}
