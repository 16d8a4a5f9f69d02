// First: the program registers its resources while it is loaded.
import './apply';

export * from '../../components/program';
