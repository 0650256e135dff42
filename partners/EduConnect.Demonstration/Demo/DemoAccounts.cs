using EduConnect.Core.Accounts;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Demonstration.Demo;

/// <summary>Brings accounts of a school into every state, by what people do: an agent informs, holders activate.</summary>
internal sealed class DemoAccounts(IServiceProvider services, Partners partners, DemoMemory memory, School school)
{
    private readonly DemoActivation activation = new(services, partners, memory.ChosenPassword);

    /// <summary>Informs some pupils on paper; the first ones activate.</summary>
    public async Task PupilsAsync(int informed, int activated, CancellationToken cancellation)
    {
        var accounts = await ChooseAsync(DemoPeople.PupilsAsync, informed, cancellation);
        await InformAsync(ListKind.Pupils, InformWay.Sheets, accounts, cancellation);
        foreach (var account in accounts.Take(activated))
        {
            await activation.PupilAsync(account, cancellation);
            await RememberAsync(account, cancellation);
        }
    }

    /// <summary>Informs some guardians on paper, others by mail; the first ones activate, and some of those forget to confirm their address.</summary>
    public async Task GuardiansAsync(int onPaper, int byMail, int activated, int unconfirmed, CancellationToken cancellation)
    {
        var accounts = await ChooseAsync(DemoPeople.GuardiansAsync, onPaper + byMail, cancellation);
        await InformAsync(ListKind.LegalGuardians, InformWay.Sheets, [.. accounts.Take(onPaper)], cancellation);
        await InformAsync(ListKind.LegalGuardians, InformWay.Mail, [.. accounts.Skip(onPaper)], cancellation);
        foreach (var account in accounts.Take(activated))
        {
            await activation.GuardianAsync(account, leaveUnconfirmed: false, cancellation);
            await RememberAsync(account, cancellation);
        }
        foreach (var account in accounts.Skip(activated).Take(unconfirmed))
            await activation.GuardianAsync(account, leaveUnconfirmed: true, cancellation);
    }

    private async Task<IReadOnlyList<Guid>> ChooseAsync(
        Func<MainDb, School, int, CancellationToken, Task<IReadOnlyList<Guid>>> choose, int count, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        return await choose(scope.ServiceProvider.GetRequiredService<MainDb>(), school, count, cancellation);
    }

    private async Task InformAsync(ListKind kind, InformWay way, IReadOnlyList<Guid> accounts, CancellationToken cancellation)
    {
        if (accounts.Count > 0)
            await DemoInforming.InformAsync(services, memory.AgentUsername, school, kind, way, accounts, cancellation);
    }

    private async Task RememberAsync(Guid account, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        memory.Activated.Add(await scope.ServiceProvider.GetRequiredService<MainDb>().Set<Account>().Where(row => row.Id == account).Select(row => row.Username).SingleAsync(cancellation));
    }
}
