using System.Net.Http.Json;
using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Demonstration.Demo;

/// <summary>Activates accounts through the steps their holders would take, the confirmation mail included.</summary>
internal sealed partial class DemoActivation(IServiceProvider services, Partners partners, string password)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Password, no address, own birth date.</summary>
    public async Task PupilAsync(Guid account, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var (state, row) = await BeginAsync(scope.ServiceProvider, account, mail: null, cancellation);
        var birthDate = await scope.ServiceProvider.GetRequiredService<MainDb>().Set<Pupil>().Where(pupil => pupil.Id == row.PupilId).Select(pupil => pupil.BirthDate!.Value).SingleAsync(cancellation);
        var result = await scope.ServiceProvider.GetRequiredService<ActivatePupil>().RunAsync(state, row, birthDate, Holder(account), cancellation);
        Check(result.IsDone, row);
    }

    /// <summary>Address, password, children; then, unless <paramref name="leaveUnconfirmed"/>, the link of the mail that arrived in the mail box.</summary>
    public async Task GuardianAsync(Guid account, bool leaveUnconfirmed, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var main = scope.ServiceProvider.GetRequiredService<MainDb>();
        var mail = await main.Set<GuardianRecord>().Where(record => record.AccountId == account && record.Mail != null).OrderBy(record => record.Id).Select(record => record.Mail!).FirstAsync(cancellation);
        var (state, row) = await BeginAsync(scope.ServiceProvider, account, mail, cancellation);
        var children = await Children.OfAsync(main, account, cancellation);
        var answers = children.Select(child => new TieAnswer(child.PupilId, true, child.BirthDate, true)).ToList();
        var answered = await scope.ServiceProvider.GetRequiredService<AnswerAboutChildren>().RunAsync(state, row, answers, Holder(account), cancellation);
        Check(answered.IsAccepted, row);
        Check(await scope.ServiceProvider.GetRequiredService<ActivateGuardian>().RunAsync(state, row, Holder(account), cancellation) == AccountRefusal.None, row);
        if (leaveUnconfirmed)
            return;
        var token = await TokenAsync(mail, cancellation);
        Check(await scope.ServiceProvider.GetRequiredService<ConfirmAddress>().RunAsync(token, Holder(account), cancellation) is not null, row);
    }

    private static Actor Holder(Guid account) => new(ActorKind.AccountHolder, account.ToString());

    private static void Check(bool isRight, Account account)
    {
        if (!isRight)
            throw new DemoRefusedException($"the account {account.Username} could not be activated");
    }

    private async Task<(ActivationState State, Account Account)> BeginAsync(IServiceProvider scope, Guid account, string? mail, CancellationToken cancellation)
    {
        var activations = scope.GetRequiredService<Activations>();
        var known = await scope.GetRequiredService<MainDb>().Set<Account>().AsNoTracking().SingleAsync(one => one.Id == account, cancellation);
        var handle = await activations.BeginAsync(account, PasswordPrint.Of(known), isShared: false, returnPath: null, cancellation);
        var (state, row) = await activations.FindAsync(handle, cancellation) ?? throw new DemoRefusedException($"the activation of {account} could not be begun");
        state.PasswordHash = await scope.GetRequiredService<PasswordHasher>().HashAsync(PasswordText.From(password), cancellation);
        (state.Mail, state.MailIsGiven) = (mail, true);
        await activations.SaveAsync(cancellation);
        return (state, row);
    }

    private async Task<string> TokenAsync(string mail, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (true)
        {
            var received = await http.GetFromJsonAsync<List<Received>>(new Uri($"{partners.MailBox}/api/messages?to={Uri.EscapeDataString(mail)}"), patience.Token);
            if (received?.Select(message => ConfirmationLink().Match(message.Text)).FirstOrDefault(match => match.Success) is { } link)
                return link.Groups[1].Value;
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    [GeneratedRegex("/activation/mail/([\\w-]+)")]
    private static partial Regex ConfirmationLink();

    private sealed record Received(string Text);
}
