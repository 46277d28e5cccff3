using Wristband.Platform.Operations;

namespace Wristband.Platform.Tests.Management;

/// <summary>How far permissions reach, and what is more than one has (P-48).</summary>
public class ReachTests
{
    private static readonly Reach Acme = Reach.Of(["acme"]);
    private static readonly Reach Both = Reach.Of(["acme", "globex"]);
    private static readonly Reach NotAcme = Reach.AllExcept(["acme"]);

    [Fact]
    public void P48_what_reaches_an_application_reaches_everything()
    {
        Reach.Application.Covers(null).ShouldBeTrue();
        Reach.Application.Covers("acme").ShouldBeTrue();
        foreach (var other in new[] { Reach.Nothing, Reach.Self, Acme, NotAcme, Reach.Application, Reach.OfCustom("x") })
            Reach.Application.Includes(other).ShouldBeTrue();
    }

    [Fact]
    public void P48_lists_of_tenants_reach_no_application()
    {
        Both.Covers("acme").ShouldBeTrue();
        Both.Covers("initech").ShouldBeFalse();
        Both.Covers(null).ShouldBeFalse();
        NotAcme.Covers("globex").ShouldBeTrue();
        NotAcme.Covers("acme").ShouldBeFalse();
        NotAcme.Covers(null).ShouldBeFalse();
    }

    [Fact]
    public void P48_roles_add_up()
    {
        Acme.And(Reach.Of(["globex"])).Includes(Both).ShouldBeTrue();
        NotAcme.And(Acme).Covers("acme").ShouldBeTrue();
        NotAcme.And(Reach.AllExcept(["globex"])).IsApplication.ShouldBeTrue();
        NotAcme.And(Acme).Covers(null).ShouldBeFalse();
    }

    [Fact]
    public void P48_more_is_not_included_in_less()
    {
        Acme.Includes(Both).ShouldBeFalse();
        Acme.Includes(NotAcme).ShouldBeFalse();
        Both.Includes(Reach.Application).ShouldBeFalse();
        NotAcme.Includes(Reach.Application).ShouldBeFalse();
        NotAcme.Includes(Acme).ShouldBeFalse();
        NotAcme.Includes(Reach.AllExcept(["acme", "globex"])).ShouldBeTrue();
        Reach.Self.Includes(Acme).ShouldBeFalse();
        Reach.Nothing.Includes(Reach.Self).ShouldBeFalse();
        Acme.Includes(Reach.Self).ShouldBeTrue();
        Acme.Includes(Reach.OfCustom("x")).ShouldBeFalse();
        Reach.OfCustom("x").Includes(Reach.OfCustom("x")).ShouldBeTrue();
    }

    [Fact]
    public void P48_within_a_tenant_nothing_else_is_left()
    {
        Reach.Application.Within("acme").Covers("globex").ShouldBeFalse();
        Reach.Application.Within("acme").Covers("acme").ShouldBeTrue();
        NotAcme.Within("acme").IsNothing.ShouldBeTrue();
        Both.Within("acme").Includes(Both).ShouldBeFalse();
    }

    [Fact]
    public void P48_the_platform_itself_may_do_everything()
    {
        CallerPermissions.Everything.Has("anything:at-all").ShouldBeTrue();
        CallerPermissions.Everything.ReachOf("anything:at-all").IsApplication.ShouldBeTrue();
        CallerPermissions.None.Has("user:read").ShouldBeFalse();
        CallerPermissions.None.ReachOf("user:read").IsNothing.ShouldBeTrue();
    }
}
