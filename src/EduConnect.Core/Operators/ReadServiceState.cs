using EduConnect.Core.Campaigns;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Operators.Messages;
using EduConnect.Core.Operators.Switching;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators;

/// <summary>Counts what an operator has to know at one look. Nothing is kept: every figure is that of the moment, counted by the store.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadServiceState(
    IDbContextFactory<MainDb> main,
    IDbContextFactory<OperationalDb> operational,
    StorageProvider provider,
    StoreAnswers answers,
    ReadOnlyMode readOnly,
    MaintenanceOptions options,
    ReadWork work,
    ReadNights nights,
    CountMessages messages,
    CountNotices notices,
    ReadWindows windows,
    ReadSwitches switches,
    ReadKeys keys,
    ReadImports imports,
    ClockWatch watch,
    TimeProvider clock)
{
    private static readonly CampaignState[] Over = [CampaignState.Applied, CampaignState.Cancelled];

    /// <summary>Counts.</summary>
    public async Task<ServiceState> RunAsync(CancellationToken cancellationToken)
    {
        var state = await MainAsync(cancellationToken);
        return new ServiceState(
            clock.GetUtcNow().UtcDateTime,
            state,
            readOnly.Current,
            await OfMainAsync(state, work.CountAsync, cancellationToken),
            await OfMainAsync(state, stop => nights.RunAsync(1, stop), cancellationToken),
            await OfMainAsync(state, messages.RunAsync, cancellationToken),
            await OfMainAsync(state, notices.RunAsync, cancellationToken),
            await answers.AskAsync(JournalAsync, cancellationToken),
            await answers.AskAsync(windows.RunAsync, cancellationToken),
            await answers.AskAsync(switches.RunAsync, cancellationToken),
            await OfMainAsync(state, CampaignsAsync, cancellationToken),
            keys.Run(),
            await OfMainAsync(state, imports.CountToSeeAsync, cancellationToken),
            watch.Last);
    }

    // A store that is silent is not asked again and again: each question would wait until it is given up.
    private async Task<T?> OfMainAsync<T>(MainStoreState state, Func<CancellationToken, Task<T>> question, CancellationToken cancellationToken)
        where T : class => state == MainStoreState.Silent ? null : await answers.AskAsync(question, cancellationToken);

    // Asked of the store itself, not of what this node last saw.
    private async Task<MainStoreState> MainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await main.CreateDbContextAsync(cancellationToken);
            if (!await provider.IsWritableAsync(db, options.WatchPatience, cancellationToken))
            {
                return await db.Database.CanConnectAsync(cancellationToken) ? MainStoreState.ReplicaOnly : MainStoreState.Silent;
            }
        }
        catch (Exception fault) when (provider.IsUnavailable(fault))
        {
            return MainStoreState.Silent;
        }

        return readOnly.Current is { End: not null } ? MainStoreState.Interrupted : MainStoreState.Writable;
    }

    private async Task<JournalLag> JournalAsync(CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var waiting = db.Set<JournalEntry>().Where(entry => entry.DrainedAt == null);
        return new JournalLag(await waiting.CountAsync(cancellationToken), await waiting.MinAsync(entry => (DateTime?)entry.At, cancellationToken));
    }

    private async Task<IReadOnlyList<Campaign>> CampaignsAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await db.Set<Campaign>().AsNoTracking().Where(campaign => !Over.Contains(campaign.State)).OrderBy(campaign => campaign.CreatedAt).ToListAsync(cancellationToken);
    }
}
