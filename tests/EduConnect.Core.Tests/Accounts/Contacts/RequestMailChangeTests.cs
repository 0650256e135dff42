using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Tests.Platform;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Accounts.Contacts;

/// <summary>Two requests for another address at once (domain 8.4): one of them counts.</summary>
[Trait("Row", "#94"), Trait("Row", "#97")]
[Trait("Rule", "S-RC1")]
public abstract class RequestMailChangeTests(Engine engine) : StorageSuite(engine)
{
    private const string Wanted = "nouvelle@exemple.fr";
    private static readonly Actor Holder = new(ActorKind.AccountHolder, "holder");
    private readonly SystemRandomSource _random = new();
    private Guid _claire;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var main = Stores.Main();
        var data = new TestData(main);
        var account = data.Guardian(data.Pupil(data.School()), "MOREL", "Claire", "c.morel27").Account;
        (account.State, account.Mail, account.MailConfirmedAt) = (AccountState.Activated, "ancienne@exemple.fr", Clock.UtcNow);
        await data.SaveAsync();
        _claire = account.Id;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_clicks_leave_one_request_one_link_that_works_and_one_notice(bool isSentAgain)
    {
        if (isSentAgain)
        {
            Assert.Equal(MailChangeOutcome.Sent, await AskAsync(Stores.Main(), Wanted));
        }

        var other = new BeforeSave(async () => Assert.Equal(MailChangeOutcome.Sent, await AskAsync(Stores.Main(), isSentAgain ? null : Wanted)));
        Assert.Equal(MailChangeOutcome.Sent, await AskAsync(other.Open(Stores), isSentAgain ? null : Wanted));
        Assert.True(other.HasActed);
        await using var main = Stores.Main();
        Assert.Equal(Wanted, (await main.Set<MailChange>().SingleAsync(change => change.State == MailChangeState.Pending, Cancellation)).NewMail);
        Assert.Equal(1, await main.Set<AccountLink>().CountAsync(link => link.Purpose == LinkPurpose.ChangeMail && link.UsedAt == null, Cancellation));
        Assert.Equal(1, await main.Set<OutboxMessage>().CountAsync(mail => mail.Template == "mail-change-undoable", Cancellation));
        Assert.Equal(isSentAgain ? 2 : 1, await main.Set<OutboxMessage>().CountAsync(mail => mail.Template == "mail-change-link", Cancellation));
    }

    [Fact]
    public async Task Two_addresses_at_once_leave_the_first_and_the_second_is_told()
    {
        var other = new BeforeSave(async () => Assert.Equal(MailChangeOutcome.Sent, await AskAsync(Stores.Main(), Wanted)));
        Assert.Equal(MailChangeOutcome.Gone, await AskAsync(other.Open(Stores), "autre@exemple.fr"));
        await using var main = Stores.Main();
        Assert.Equal(Wanted, (await main.Set<MailChange>().SingleAsync(Cancellation)).NewMail);
        Assert.DoesNotContain("autre@exemple.fr", await main.Set<OutboxMessage>().Select(mail => mail.Recipient).ToListAsync(Cancellation));
    }

    private async Task<MailChangeOutcome> AskAsync(MainDb main, string? mail)
    {
        await using (main)
        {
            await using var operational = Stores.Operational();
            var (service, deadlines) = (new ServiceOptions(), new Deadlines());
            var mails = new MailChangeMails(new AccountLinks(service, deadlines, Clock, _random), new OutboxWriter(service, Clock, _random), service, deadlines, Clock, _random);
            return await new RequestMailChange(main, operational, mails, Clock, _random).RunAsync(_claire, mail, Holder, Cancellation);
        }
    }
}

public sealed class RequestMailChangeOnSqlite() : RequestMailChangeTests(Engine.Sqlite);

public sealed class RequestMailChangeOnPostgreSql() : RequestMailChangeTests(Engine.PostgreSql);
