using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>Lets something happen once, after a person was looked at and before the session that this opens is saved.</summary>
internal sealed class BeforeSession : SaveChangesInterceptor
{
    /// <summary>What happens before the next session is saved; null when it has happened.</summary>
    public Func<Task>? Then { get; set; }

    public void Register(IServiceCollection services) => services.ConfigureDbContext<OperationalDb>(options => options.AddInterceptors(this));

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Then is { } then && eventData.Context!.ChangeTracker.Entries<Session>().Any(entry => entry.State == EntityState.Added))
        {
            Then = null;
            await then();
        }

        return result;
    }
}
