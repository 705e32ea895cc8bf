import type { Node } from '../tree/nodes.ts';
import { addRepository, forgetRepository, type Places } from './connections/addRepository.ts';
import type { ForeignConnector } from './connections/askForeign.ts';
import type { CommandTable } from './shared/commandTable.ts';
import { createDeployToken, type DeployTokenMaker } from './tokens/createDeployToken.ts';
import { connect, type Connector } from './connections/connect.ts';
import { diagnose, type Diagnoser } from './connections/diagnose.ts';
import { engineLogins, logInEngine, logOutEngine } from './connections/engineLogin.ts';
import type { HandOverNeeds } from './tokens/handOverToken.ts';
import { removeConnection } from './connections/removeConnection.ts';
import { renameConnection } from './connections/renameConnection.ts';
import { rotateToken, type Rotator } from './tokens/rotateToken.ts';
import { showConnectionDetails } from './connections/showConnectionDetails.ts';
import { signInAgain, type SignIn } from './connections/signInAgain.ts';
import type { Targets } from './shared/targets.ts';
import type { EngineLogins } from './shared/engineLogins.ts';

/** What the commands about connections need. */
export interface ConnectionNeeds {
  readonly tree: { find(id: string): Node | undefined };
  readonly writeClipboard: (text: string) => Thenable<void>;
  readonly preferredPullTool: HandOverNeeds['preferred'];
  readonly deployTokens: DeployTokenMaker & Pick<HandOverNeeds, 'saveVariable' | 'registryHost'>;
  readonly signIn: Connector &
    Omit<SignIn, 'askSession'> &
    Places &
    Diagnoser &
    Omit<EngineLogins, 'registryHosts'> & { readonly rotation: Rotator };
  readonly digests: { ladderStates(connectionId: string): readonly { readonly host: string }[] };
  readonly foreign: Pick<ForeignConnector, 'look'> & Pick<SignIn, 'askSession'>;
  /** URLs of the instances that the open folders' git remotes point at. */
  readonly workspaceInstances: () => Promise<readonly string[]>;
  readonly connections: {
    rename(id: string, name: string): Promise<void>;
    remove(id: string): Promise<void>;
    removePlace(id: string, key: string): Promise<void>;
  };
  readonly showConnectionDetails: (id: string) => void;
}

/** The commands about connections and what is in them by name. */
export function connectionCommands(targets: Targets, needs: ConnectionNeeds) {
  const { signIn, connections, digests, deployTokens, foreign } = needs;
  const logins = engineLogins(signIn, digests);
  return {
    connect: connect(signIn, foreign, needs.workspaceInstances),
    renameConnection: renameConnection(targets, (id, name) => connections.rename(id, name)),
    signInAgain: signInAgain(targets, {
      tryToken: signIn.tryToken,
      tryPlace: signIn.tryPlace,
      connection: (id) => signIn.connection(id),
      replaceToken: (id, tried) => signIn.replaceToken(id, tried),
      askSession: (id) => foreign.askSession(id),
    }),
    rotateToken: rotateToken(targets, signIn.rotation, {
      write: needs.writeClipboard,
      replaceToken: (id, tried) => signIn.replaceToken(id, tried),
    }),
    addRepository: addRepository(targets, signIn),
    forgetRepository: forgetRepository(targets, connections),
    diagnose: diagnose(targets, needs.tree, signIn, needs.writeClipboard),
    logInEngine: logInEngine(targets, logins),
    logOutEngine: logOutEngine(targets, logins),
    createDeployToken: createDeployToken(targets, deployTokens, {
      write: needs.writeClipboard,
      preferred: needs.preferredPullTool,
      saveVariable: (place, variable, signal) => deployTokens.saveVariable(place, variable, signal),
      registryHosts: (id) => logins.registryHosts(id),
      registryHost: (place, signal) => deployTokens.registryHost(place, signal),
    }),
    removeConnection: removeConnection(targets, (id) => connections.remove(id)),
    showConnectionDetails: showConnectionDetails(targets, needs.showConnectionDetails),
  } satisfies Partial<CommandTable>;
}
