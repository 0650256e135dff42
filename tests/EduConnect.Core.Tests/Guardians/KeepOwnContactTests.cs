using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Guardians.Actions;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Tests.Platform;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Guardians;

/// <summary>A guardian keeps the address of the account (rows #84, #85), once or with two clicks.</summary>
[Trait("Row", "#84")]
public abstract class KeepOwnContactTests(Engine engine) : StorageSuite(engine)
{
    private const string OfSource = "source@exemple.fr";

    [Fact]
    public async Task Two_clicks_keep_it_once_and_nobody_sees_a_failure()
    {
        Guid id;
        await using (var main = Stores.Main())
        {
            var data = new TestData(main);
            var account = data.Guardian(data.Pupil(data.School()), "MOREL", "Claire", "c.morel27", mail: OfSource, mobile: null).Account;
            (account.State, account.Mail, account.MailConfirmedAt) = (AccountState.Activated, "claire@exemple.fr", Clock.UtcNow);
            await data.SaveAsync();
            id = account.Id;
        }

        var other = new BeforeSave(() => KeepAsync(Stores.Main(), id));
        await KeepAsync(other.Open(Stores), id);
        Assert.True(other.HasActed);
        await using var after = Stores.Main();
        Assert.Equal(OfSource, (await after.Set<DeclinedContact>().SingleAsync(Cancellation)).Value);
        Assert.Equal(1, await after.Set<AuditEvent>().CountAsync(row => row.Code == "account.own-contact-kept" && row.AccountId == id, Cancellation));
    }

    private async Task KeepAsync(MainDb main, Guid account)
    {
        await using (main)
        {
            await new KeepOwnContact(main, new ActionsReader(new ReminderOptions(), Clock), Stores.Provider, Clock)
                .RunAsync(account, mail: true, mobile: false, new Actor(ActorKind.AccountHolder, "holder"), Cancellation);
        }
    }
}

public sealed class KeepOwnContactOnSqlite() : KeepOwnContactTests(Engine.Sqlite);

public sealed class KeepOwnContactOnPostgreSql() : KeepOwnContactTests(Engine.PostgreSql);
