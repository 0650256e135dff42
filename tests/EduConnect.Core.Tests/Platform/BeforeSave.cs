using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EduConnect.Core.Tests.Platform;

/// <summary>Lets somebody else save once, after a use case has read and just before it saves: two clicks, in the order that hurts.</summary>
internal sealed class BeforeSave(Func<Task> act) : SaveChangesInterceptor
{
    /// <summary>Whether the other one has saved.</summary>
    public bool HasActed { get; private set; }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (!HasActed)
        {
            HasActed = true;
            await act();
        }

        return result;
    }

    /// <summary>A main store that this watches.</summary>
    public MainDb Open(TestStores stores)
    {
        var options = new DbContextOptionsBuilder<MainDb>().AddInterceptors(this);
        stores.Provider.Configure(options, stores.MainConnection);
        return new MainDb((DbContextOptions<MainDb>)options.Options);
    }
}
